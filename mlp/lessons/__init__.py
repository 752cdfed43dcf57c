"""One folder for each notebook: its scenes, their questions, its exercises, its pictures and its maths."""
