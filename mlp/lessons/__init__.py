"""One folder for each notebook: its scenes, each with its question, its exercises, its pictures and its own maths."""
