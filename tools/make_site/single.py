"""One file for each notebook, with everything in it: for a phone without a network, and for e-mail."""

import re
from base64 import b64encode


def as_one_file(folder, pages):
    """Writes `single/<notebook>.html` for every page, which needs no other file."""
    (folder / "single").mkdir()
    for page in pages:
        html = (folder / f"{page.name}.html").read_text("utf-8")
        (folder / "single" / f"{page.name}.html").write_text(whole(html, page.scenes, folder), "utf-8")


def whole(html, scenes, folder):
    """The page with style, script, data and pictures inside."""
    style, script = ((folder / f"site.{kind}").read_text("utf-8") for kind in ("css", "js"))
    data = [(folder / "data" / f"{scene}.js").read_text("utf-8") for scene in scenes]
    names = sorted({name for text in data for name in re.findall(r'"([0-9a-f]{16})"', text)})
    pictures = ",".join(f'"{name}":"{_address(folder, name)}"' for name in names)
    code = "\n".join([script, f"site.pictures = {{{pictures}}};", *data]).replace("</script", "<\\/script")
    html = re.sub(r"<link rel=\"stylesheet\"[^>]*>", lambda _: f"<style>{style}</style>", html)
    html = re.sub(r"<script src=\"site\.js[^>]*></script>\n", "", html)
    html = re.sub(r"pictures/([0-9a-f]{16})\.webp", lambda found: _address(folder, found[1]), html)
    html = re.sub(r"href=\"index\.html", 'href="../index.html', html)
    html = re.sub(r"href=\"(teaching_\w+\.html)", r'href="../\1', html)
    html = html.replace('<html lang="en">', '<html lang="en" data-single>')
    return html.replace("</body>", f"<script>{code}</script>\n</body>")


def _address(folder, name):
    picture = (folder / "pictures" / f"{name}.webp").read_bytes()
    return f"data:image/webp;base64,{b64encode(picture).decode()}"
