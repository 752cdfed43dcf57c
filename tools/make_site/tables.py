"""Reads the table of a scene, as a built website has it."""

import json


def table_of(path):
    """The table in a file of data."""
    return json.loads(path.read_text("utf-8").split(", ", 1)[1].removesuffix(");\n"))


def shot_of(table, key):
    """The picture, words and marks that a state shows first, as three numbers; None if it is not there."""
    run = table["runs"].get(key)
    return run[0 if table["waits"] else -1] if run else table["states"].get(key)
