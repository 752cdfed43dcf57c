"""Writes a page on what a class has handed in: who stands where, predictions, mistakes.

    python tools/look_at_the_class.py FOLDER              reads FOLDER, writes build/class.html
    python tools/look_at_the_class.py FOLDER PAGE         writes the page PAGE
    python tools/look_at_the_class.py --let-go NAME FILE  lets go the answer to a question of a poll on a hub

FOLDER holds the files that `report()` writes, in any subfolders. The right answers are computed; this takes
some seconds. The notebook teaching/look_at_the_class.ipynb shows the same piece by piece.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from the_class import class_page, let_go, read_class

PAGE = Path(__file__).resolve().parents[1] / "build" / "class.html"


def main(arguments):
    """Writes the page, and prints what was read; or lets a question go."""
    if len(arguments) == 3 and arguments[0] == "--let-go":
        return let_go(*arguments[1:])
    if not 1 <= len(arguments) <= 2:
        sys.exit(__doc__)
    students, unread = read_class(arguments[0])
    place = Path(arguments[1]) if len(arguments) == 2 else PAGE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(class_page(students, unread), "utf-8")
    print(f"students: {len(students)}, page: {place}")
    for line in unread:
        print(f"not read: {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
