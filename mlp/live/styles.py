"""How an explorer is laid out: a style sheet for all, and the measures of one.

The style sheet reads the size of the picture (`--w`, `--h`), and for a wide, a medium and a narrow output the
columns and rows of the controls and the lines of buttons. From these follows the room left for the picture.
"""

from importlib.resources import files

import ipywidgets as widgets

WIDTHS = {"wide": 890, "medium": 530, "narrow": 344}  # pixels: the least of each; as in explorer.css
STACKED = 699  # pixels: up to this width, panels stand one below the other
CELL, GAP = 165, 14  # pixels: the narrowest control, and what lies between two
LETTER, BUTTON, PRESET = 7.0, 42, 26  # pixels: one letter of a button, and what surrounds its words
_SHEET = files(__package__).joinpath("explorer.css").read_text()


def style_of(name, figure, pieces, spans, bar, zoom):
    """A widget that lays out the explorer whose class is `name`. It acts although it is not shown.

    Explorers further down repeat the sheet: what is said of one must outweigh what is said of all.

    `pieces` are the shares of the picture's width from cut to cut, `spans` the columns of each control.
    """
    width, height = (100 * zoom * inches for inches in figure.get_size_inches())
    measures = {"w": f"{width:.0f}", "h": f"{height:.0f}", "zoom": zoom, "pieces": len(pieces)}
    for word, least in WIDTHS.items():
        columns, rows = columns_and_rows(spans, least / zoom)
        measures |= {f"{word}-columns": columns, f"{word}-rows": rows}
        measures[f"{word}-lines"] = -(-_length_of(bar) * zoom // least)
    rule = ";".join(f"--{key}:{value}" for key, value in measures.items())
    style = f"<style>{_SHEET}.{name}{{{rule}}}{_rules_of_pieces(name, pieces)}</style>"
    return widgets.HTML(style, layout=widgets.Layout(display="none"))


def sheet():
    """A widget that holds the style sheet alone, for what is laid out without measures of its own."""
    return widgets.HTML(f"<style>{_SHEET}</style>", layout=widgets.Layout(display="none"))


def columns_and_rows(spans, width):
    """In how many columns and rows controls of these spans fit a width: the fewest rows, evenly filled."""
    most = max(1, int((width + GAP) // (CELL + GAP)))
    least, n_rows = min(max(spans, default=1), most), _n_rows(spans, most)
    return next(columns for columns in range(least, most + 1) if _n_rows(spans, columns) == n_rows), n_rows


def _n_rows(spans, columns):
    n_rows, used = 1, 0
    for span in (min(span, columns) for span in spans):
        n_rows, used = (n_rows, used + span) if used + span <= columns else (n_rows + 1, span)
    return n_rows


def _length_of(bar):
    """About how many pixels a row of buttons takes."""
    length = 0
    for child in bar.children:
        around = PRESET if "mlp-preset" in child._dom_classes else BUTTON
        length += LETTER * len(getattr(child, "description", "")) + around
    return length


def _rules_of_pieces(name, pieces):
    """The part of the picture that each of its views shows where they stand one below the other."""
    rules, left = "", 0.0
    for number, share in enumerate(pieces, start=1):
        place = 100 * left / (1 - share) if share < 1 else 0
        part = f"--share:{share:.4f};--place:{place:.2f}%;display:block"
        rules += f".mlp-explorer.{name} .mlp-picture>img:nth-child({number}){{{part}}}"
        left += share
    return f"@container (max-width: {STACKED}px){{{rules}}}"
