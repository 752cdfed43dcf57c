def predict(): pass
