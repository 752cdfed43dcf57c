"""From a figure to the bytes of a picture, fast: draw once, then repaint only what moved."""
import io
from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from ..plots.look import look


class Canvas:
    """A figure kept as pixels. `artists` are those that move, and those above them, lowest first.

    Any other change to the figure (limits, a new line) is noticed through matplotlib's own `stale` mark and
    costs one full drawing. Canvases of one size share their pixels: encode a picture before another is painted.
    """

    def __init__(self, figure, artists, zoom=1.0):
        self.figure, self.artists = figure, artists
        figure.set_dpi(100 * zoom)
        for artist in artists:
            artist.set_animated(True)
        self.background = None

    @property
    def agg(self):
        """What is painted on."""
        return _shared_pixels(*_size_of(self.figure), self.figure.dpi)

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
        with look():   # a drawing may make ticks
            self.figure.draw(self.agg)

    def _draw_moving_parts(self):
        for artist in self.artists:
            artist.draw(self.agg)

    def jpeg(self):
        """The pixels as the bytes of a JPEG: quick to write, for a moving picture."""
        return _encoded(self._pixels(), "JPEG", quality=90, subsampling=0)

    def png(self):
        """The pixels as the bytes of a PNG with at most 256 colours: small and exact, for a picture that is kept."""
        return _encoded(self._pixels().convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), "PNG", optimize=True)

    def _pixels(self):
        return Image.frombuffer("RGBX", _size_of(self.figure), self.agg.buffer_rgba(), "raw", "RGBX", 0, 1)   # shares the memory


def _size_of(figure):
    """Width and height of a figure, in whole pixels."""
    return tuple(round(pixels) for pixels in figure.bbox.size)


@lru_cache(maxsize=4)   # a text holds on to what it was drawn on: with one for each explorer none would ever be freed
def _shared_pixels(width, height, dpi):
    return RendererAgg(width, height, dpi)


def _encoded(picture, form, **options):
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()
