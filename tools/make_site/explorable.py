"""A scene as HTML: its picture and words for everyone, its controls for those with JavaScript."""

from html import escape

from mlp.lessons.scene import Choice, Seed, Slider, Toggle

from .scope import scope

READABLE = 9.5  # pixels: the smallest text on a phone
PIXELS_A_POINT = 100 / 72
SHORT, MANY = 14, 5  # letters of a label; so many controls with short labels share their rows


def explorable_html(scene_class, table):
    """The section of a scene; `site.js` brings it to life with the scene's data."""
    picture, words = table["pictures"][table["still"][0]], table["words"][table["still"][1]]
    kind, name = "cut" if table["cut"] else "whole", scene_class.__name__
    opened = f'class="explorable {kind}" id="{name}" data-scene="{name}"'
    return f"""<section {opened} aria-label="{escape(scene_class.title)}">
<div class="controls" hidden>{_controls(scene_class, table)}{_buttons(scene_class, table)}</div>
<p class="note" role="status"></p>
{picture_html(picture, words, table)}
<p class="words" aria-live="polite">{escape(words)}</p>
<div class="scrub" hidden>{_scrubber(name)}</div>
<p class="small scope">{escape(scope(scene_class, table))}</p>
<div class="kept"></div>
</section>"""


def picture_html(picture, words, table):
    """A picture whole, or as two parts of the same file that a phone shows one below the other."""
    width, height = table["size"]
    if not table["cut"]:
        return f'<div class="picture">{_part(picture, words, table, 0, width, [])}</div>'
    above, below, row = table["cut"]
    middle = [(above, 0), (above, row), (below, row), (below, height)]
    left = _part(picture, words, table, 0, max(above, below), [(0, 0), *middle, (0, height)])
    right = _part(picture, "", table, min(above, below), width, [*middle, (width, height), (width, 0)])
    return f'<div class="picture">{left}{right}</div>'


def _part(picture, words, table, start, end, outline):
    """The columns from `start` to `end` of a picture, inside an outline of points, all in pixels."""
    width, height = table["size"]
    least = (end - start) * READABLE / (table["smallestText"] * PIXELS_A_POINT)
    corners = ",".join(f"{100 * x / width:.2f}% {100 * y / height:.2f}%" for x, y in outline)
    style = f"--start:{start};--width:{end - start};--whole:{width};--height:{height}"
    widest = max(width - min(table["cut"][:2]), *table["cut"][:2]) if table["cut"] else width
    style += f";--widest:{widest};--least:{least:.0f}px" + (f";--outline:{corners}" if corners else "")
    source = f'src="pictures/{picture}.webp" alt="{escape(words)}"'
    image = f'<img {source} width="{width}" height="{height}" loading="lazy">'
    return f'<div class="scroll"><div class="part" style="{style}">{image}</div></div>'


def _controls(scene_class, table):
    first = table["bases"][0].split(",")
    rows = enumerate(zip(scene_class.controls, table["controls"], map(int, first)))
    short = [control for control in scene_class.controls if len(control.label) <= SHORT]
    small = short if len(short) >= MANY else []
    return "".join(
        _control(scene_class.__name__, *row, number, row[0] in small and not isinstance(row[0], Toggle))
        for number, row in rows
    )


def _control(scene, control, data, k, number, is_small):
    """One row: the label, what is moved, and the value. Positions are numbered from 0."""
    made = f"{scene}-{control.name}"
    label, where = escape(control.label), f'id="{made}" data-control="{number}"'
    if isinstance(control, Toggle):
        box = f'<input type="checkbox" {where}{" checked" * k}>'
        return f'<div class="control toggle"><label for="{made}">{box} {label}</label></div>'
    label = f'<label for="{made}">{label}</label>'
    row = f'<div class="control{" small-one" * is_small}">{label}'
    if isinstance(control, Choice) and any(isinstance(option, str) for option in control.options):
        return f"{row}<select {where}>{_options(data['texts'], k)}</select></div>"
    text, last = escape(data["texts"][k]), len(data["texts"]) - 1
    ends = f'min="0" max="{last}" value="{k}" aria-valuetext="{text}"'
    tick = '<span class="tick" hidden></span>' if getattr(control, "marked", False) else ""
    slide = f'<span class="slide"><input type="range" {where} {ends}>{tick}</span>'
    output = f'<output for="{made}">{text}</output>'
    return f"{row}{slide}{output}{_steps(control, number)}</div>"


def _options(texts, k):
    marks = [" selected" if number == k else "" for number in range(len(texts))]
    rows = enumerate(zip(texts, marks))
    return "".join(f'<option value="{i}"{mark}>{escape(text)}</option>' for i, (text, mark) in rows)


def _steps(control, number):
    """Buttons for one step: of a seed, which goes round, and of a stepped slider."""
    if isinstance(control, Seed):
        return _button("Another seed", f'data-step="1" data-of="{number}" data-around')
    if not (isinstance(control, Slider) and control.stepped):
        return ""
    back = _button("Back", f'data-step="-1" data-of="{number}"')
    return back + _button("Next", f'data-step="1" data-of="{number}"')


def _button(words, data, title=""):
    told = f' title="{escape(title)}"' if title else ""
    return f'<button type="button" {data}{told}>{escape(words)}</button>'


def _buttons(scene_class, table):
    actions = "".join(
        _button(action.label, f'data-action="{action.name}"', action.reason)
        for action in getattr(scene_class, "actions", [])
        if any(f"+{action.name}*" in key for key in table["states"])
    )
    main = _button("Reset", "data-reset") + _button("Keep", "data-keep", "Show this picture once more below")
    main += _button("Copy settings for the notebook", "data-copy")
    presets = "".join(
        _button(preset["name"], f'data-preset="{number}"', preset["reason"])
        for number, preset in enumerate(table["presets"])
    )
    tried = f'<div class="buttons"><span>try</span>{presets}</div>' if presets else ""
    copied = '<p class="copied" role="status" hidden></p>'
    return f'<div class="buttons">{actions}{main}</div>{tried}{copied}'


def _scrubber(name):
    frame = f'<input type="range" id="{name}-frame" data-frame min="0" max="1" value="0">'
    return f'{_button("Play", "data-play")}<label for="{name}-frame">frame</label>{frame}'
