"""The text of a notebook as HTML, with formulas in MathML: no script, no font file."""

import re

from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# A prime is a raised glyph already: as a superscript it would be tiny and far too high.
RAISED_PRIME = re.compile(r"<msup>(<m[in]>[^<]*</m[in]>|<mrow>.*?</mrow>)<mi>(&#x02032;|′)</mi></msup>")


def to_mathml(source, is_block=False):
    """A formula in TeX as MathML, with its source for a screen reader that knows no MathML."""
    made = convert(source.strip(), display="block" if is_block else "inline")
    return RAISED_PRIME.sub(r"<mrow>\1<mo>\2</mo></mrow>", made)


class Renderer(IPythonRenderer):
    """HTML with MathML, and headings that can be linked to."""

    def block_math(self, body):
        return f'<div class="formula" tabindex="0">{to_mathml(body, is_block=True)}</div>'

    def inline_math(self, body):
        return to_mathml(body)

    def heading(self, text, level, **attributes):
        name = re.sub(r"<[^>]*>", "", text).strip().replace(" ", "-")
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def block_code(self, code, info=None):
        return super().block_code(code, info).replace("<pre>", '<pre tabindex="0">')

    def table(self, text):
        return f'<div class="wide" tabindex="0"><table>{text}</table></div>'


def to_html(source):
    """Markdown as HTML; links to notebooks and to pages for teachers lead to their pages."""
    return with_links_to_pages(MarkdownWithMath(renderer=Renderer(escape=False)).render(source))


def with_links_to_pages(html):
    """The same HTML, with links to pages of the website."""
    html = re.sub(r'href="(?:\.\./)*(?:notebooks/)?(\d\d_\w+)\.ipynb', r'href="\1.html', html)
    html = re.sub(r'href="(?:\.\./)*(?:docs/)?(?:teaching/)(\w+)\.md', r'href="teaching_\1.html', html)
    html = re.sub(r'href="(?:\.\./)*docs/(\w+)\.md', r'href="\1.html', html)
    html = re.sub(r'href="\.\./\.\./README\.md(#[\w-]+)?"', 'href="index.html"', html)
    return re.sub(r'href="(README|\d\d_\w+)\.md', r'href="teaching_\1.html', html)  # between these pages


class Exporter(HTMLExporter):
    """nbconvert's plainest template, which loads nothing from elsewhere."""

    def __init__(self):
        super().__init__(template_name="basic")
        self.exclude_input_prompt = self.exclude_output_prompt = True

    def default_filters(self):
        yield from super().default_filters()
        yield "markdown2html", to_html
