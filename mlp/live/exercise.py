def exercise(): pass
