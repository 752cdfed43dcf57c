"""What runs, as the student, before their server starts: every notebook is there, whole, and the newest.

    python open_student.py COURSE COMMAND…

A notebook that the student has not changed is replaced by a newer version. One that they have changed stays
as it is, and the newer version comes beside it (03_learning_rate.new.ipynb). A damaged one is kept beside a
fresh copy (03_learning_rate.damaged.ipynb). Nothing is ever deleted. Then COMMAND takes the place of this
process.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

GIVEN = ".given.json"  # in the home: from each file to the fingerprint of the version that was given


def main(course, command):
    home = Path.home()
    try:
        for sentence in hand_out(Path(course) / "notebooks", home / "notebooks", home / GIVEN):
            print(sentence, flush=True)
        for fonts in (Path(course) / "matplotlib").glob("fontlist*"):  # to make this list takes seconds
            _hand_out_cache(fonts, home / ".cache" / "matplotlib" / fonts.name)
    except OSError as problem:  # a full disk: what is there can still be read
        print(f"The notebooks were not brought up to date: {problem}", file=sys.stderr, flush=True)
    os.execvp(command[0], command)


def hand_out(source, target, list_of_given):
    """Brings every file of `source` to `target`; yields a sentence for each that was not simply copied."""
    given = _read_json(list_of_given) or {}
    for path in sorted(source.rglob("*")):
        name = str(path.relative_to(source))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            yield from _hand_out_one(path, target / name, given.get(name))
            given[name] = fingerprint(path)
    _write(list_of_given, json.dumps(given, indent=1).encode())


def _hand_out_one(fresh, own, given):
    newest = fingerprint(fresh)
    if not own.exists():
        _write(own, fresh.read_bytes())
    elif is_damaged(own):
        beside = free_name(own, "damaged")
        own.rename(beside)
        _write(own, fresh.read_bytes())
        yield f"{own.name} was damaged: it is kept as {beside.name}, and there is a fresh copy."
    elif given != newest and fingerprint(own) == given:
        _write(own, fresh.read_bytes())
    elif given not in (newest, None) and fingerprint(own) != newest:
        beside = free_name(own, "new")
        _write(beside, fresh.read_bytes())
        yield f"{own.name} is as you left it; the new version is {beside.name}."


def _hand_out_cache(source, target):
    if not target.exists():
        _write(target, source.read_bytes())


def is_damaged(path):
    """True for a notebook that JupyterLab could not open."""
    if path.suffix != ".ipynb":
        return False
    notebook = _read_json(path)
    return not (
        isinstance(notebook, dict) and isinstance(notebook.get("cells"), list) and "nbformat" in notebook
    )


def free_name(path, word):
    """A name beside this one that no file has: a.word.ipynb, a.word-2.ipynb, …"""
    names = [word] + [f"{word}-{number}" for number in range(2, 1000)]
    beside = (path.with_name(f"{path.stem}.{name}{path.suffix}") for name in names)
    return next(one for one in beside if not one.exists())


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_json(path):
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _write(path, content):
    """Writes a whole file or none: on a full disk the old one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
