"""Writes a sheet for students from a notebook, its lesson and its teacher's page; it prints on two pages.

The template docs/teaching/sheet.html holds the look. A sheet has the objectives, the predictions as boxes to
tick, numbers to find, the formulas, the tasks of the exercises, and the sentences to take along.
"""

import base64
import re
from html import escape
from io import BytesIO
from string import Template

from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import math_to_image
from teaching import NOTEBOOKS, TEACHING, lesson, read, shown, title

FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
TO_FIND = re.compile(r"^### ([^\n]+?) · `\w+`\n.*?^\*\*To find\.\*\* ([^\n]+)", re.MULTILINE | re.DOTALL)
BLANK = "________"
IN_MATHTEXT = {r"\tfrac": r"\frac", r"\qquad": r"\quad", "\n": " "}


def write_sheets(folder):
    """Writes one sheet for every notebook that has a teacher's page, and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stems = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb")) if _page(path.stem).exists()]
    for stem in stems:
        (folder / f"{stem}.html").write_text(sheet(stem), "utf-8")
    return [folder / f"{stem}.html" for stem in stems]


def sheet(stem):
    """The sheet of a notebook, as HTML."""
    template = Template((TEACHING / "sheet.html").read_text("utf-8"))
    texts = [cell.source for cell in read(stem).cells if cell.cell_type == "markdown"]
    return template.substitute(
        title=inline(title(stem)),
        number=int(stem[:2]),
        objectives=_items(re.findall(r"^- (.+)$", texts[0], re.MULTILINE)),
        predictions="\n".join(_predictions(stem)),
        numbers=_items(numbers_to_find(stem)),
        formulas=_formulas(texts),
        exercises=_items(_exercises(stem)),
        takeaways=_items(_takeaways(texts)),
    )


def numbers_to_find(stem):
    """What to measure, a line for each scene, from the teacher's page; its bold answers become blanks."""
    lines = TO_FIND.findall(_page(stem).read_text("utf-8"))
    return [f"**{scene}**: " + re.sub(r"\*\*.+?\*\*", BLANK, line) for scene, line in lines]


def formula(tex):
    """A formula as a picture in an img tag. `tex` is what stands between the signs $$ of a notebook."""
    file = BytesIO()
    math_to_image(f"${_in_mathtext(tex)}$", file, FontProperties(size=10), format="svg")
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img class="formula" src="data:image/svg+xml;base64,{data}" alt="{escape(tex.strip())}">'


def _in_mathtext(tex):
    """The same formula for matplotlib, which knows fewer commands and needs all brackets."""
    for sign, other in IN_MATHTEXT.items():
        tex = tex.replace(sign, other)
    tex = re.sub(r"\\text\{(.+?)\}", lambda words: r"\mathrm{" + words[1].replace(" ", r"\ ") + "}", tex)
    tex = re.sub(r"\\sqrt (\w)", r"\\sqrt{\1}", tex)
    return re.sub(r"\\frac(\w)(\w)", r"\\frac{\1}{\2}", tex).strip()


def inline(markdown):
    """One line of Markdown as HTML; links become plain words, and a formula its letters."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", escape(markdown, quote=False))
    for sign, tag in ((r"\*\*", "b"), (r"\*", "i"), ("`", "code"), (r"\$", "i")):
        text = re.sub(rf"{sign}([^*`$]+){sign}", rf"<{tag}>\1</{tag}>", text)
    return text


def _formulas(texts):
    """The displayed formulas of a notebook under their heading; nothing if it has none."""
    pictures = [formula(found) for text in texts for found in FORMULA.findall(text)]
    return "\n".join(["<h2>Formulas</h2>", *pictures]) if pictures else ""


def _predictions(stem):
    for _, name in shown(read(stem).cells, ("predict",)):
        question = lesson(stem).__dict__[name]
        boxes = "".join(f"<span>&#9744;&nbsp;{inline(choice)}</span> " for choice in question.choices)
        yield f"<p>{inline(question.text)}<br>{boxes}</p>"


def _exercises(stem):
    """The task of every exercise, with the name that its cell gives to the answer."""
    for _, name in shown(read(stem).cells, ("exercise",)):
        exercise = lesson(stem).__dict__[name]
        yield f"`{exercise.name}`: {exercise.task}"


def _takeaways(texts):
    last = next(text for text in texts if "## Take with you" in text)
    return re.findall(r"^\d\. (.+)$", last, re.MULTILINE)


def _items(markdown):
    return "\n".join(f"<li>{inline(item)}</li>" for item in markdown)


def _page(stem):
    return TEACHING / f"{stem}.md"
