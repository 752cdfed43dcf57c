"""From a figure to the bytes of a picture, fast: draw once, then repaint only what moved."""

import io
from base64 import b64encode
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from ..plots.style import look

HEIGHT_OF_A_SHEET = 0.48  # of its width: room for any figure of the series


class Canvas:
    """A figure kept as pixels. `artists` are those that move, and those above them, lowest first.

    Any other change to the figure (limits, a new line) is noticed through matplotlib's own `stale` mark and
    costs one full drawing. Canvases of one width share one sheet of pixels: encode a picture before another is painted.
    """

    def __init__(self, figure, artists, zoom=1.0):
        self.figure, self.artists = figure, artists
        figure.set_dpi(100 * zoom)
        for artist in artists:
            artist.set_animated(True)
        self.background = None

    @property
    def agg(self):
        """The sheet that is painted on; the figure lies at its lower end."""
        width, height = _size_of(self.figure)
        return _shared_sheet(width, max(height, round(HEIGHT_OF_A_SHEET * width)), self.figure.dpi)

    @property
    def pixels(self):
        """What is painted, `(height, width, 4)`, red, green, blue and opacity 0…255; the memory is the sheet's own."""
        return np.asarray(self.agg.buffer_rgba())[-_size_of(self.figure)[1] :]

    def draw(self):
        """Draws everything and keeps nothing: for a picture that may never move."""
        self._draw_still_parts()
        self._draw_moving_parts()

    def paint(self):
        """Brings the pixels up to date."""
        if self.background is None or self.figure.stale:
            self._draw_still_parts()
            self.background = self.agg.copy_from_bbox(self.figure.bbox)
        else:
            self.agg.restore_region(self.background)
        self._draw_moving_parts()

    def _draw_still_parts(self):
        self.agg.clear()
        with look():  # a drawing may make ticks
            self.figure.draw(self.agg)

    def _draw_moving_parts(self):
        for artist in self.artists:
            artist.draw(self.agg)

    def jpeg(self):
        """The pixels as the bytes of a JPEG: quick to write, for a moving picture."""
        return _encoded(self._picture(), "JPEG", quality=90, subsampling=0)

    def address(self):
        """The pixels as an address that holds the whole JPEG: a browser shows it sooner than bytes that come beside their address."""
        return b"data:image/jpeg;base64," + b64encode(self.jpeg())

    def png(self):
        """The pixels as the bytes of a PNG with at most 256 colours: small and exact, for a picture that is kept."""
        return _encoded(
            self._picture().convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE),
            "PNG",
            optimize=True,
        )

    def _picture(self):
        return Image.frombuffer(
            "RGBX", _size_of(self.figure), self.pixels, "raw", "RGBX", 0, 1
        )  # shares the memory


def _size_of(figure):
    """Width and height of a figure, in whole pixels."""
    return tuple(round(pixels) for pixels in figure.bbox.size)


@lru_cache(
    maxsize=4
)  # a text holds on to what it was drawn on: with one for each explorer none would ever be freed
def _shared_sheet(width, height, dpi):
    return RendererAgg(width, height, dpi)


def _encoded(picture, form, **options):
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()
