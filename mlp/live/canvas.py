"""From a figure to the bytes of a picture, fast: draw once, then repaint only what moved."""
import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from ..plots.look import look


class Canvas:
    """A figure kept as pixels. `artists` are those that move, and those above them, lowest first.

    Any other change to the figure (limits, a new line) is noticed through matplotlib's own `stale` mark and
    costs one full drawing.
    """

    def __init__(self, figure, artists, zoom=1.0):
        self.figure, self.artists = figure, artists
        figure.set_dpi(100 * zoom)
        self.agg = FigureCanvasAgg(figure)
        for artist in artists:
            artist.set_animated(True)
        self.background = None

    def paint(self):
        """Brings the pixels up to date."""
        if self.background is None or self.figure.stale:
            with look():   # a drawing may make ticks
                self.agg.draw()
            self.background = self.agg.copy_from_bbox(self.figure.bbox)
        else:
            self.agg.restore_region(self.background)
        renderer = self.agg.get_renderer()
        for artist in self.artists:
            artist.draw(renderer)

    def rest(self):
        """Gives the memory for the pixels back until the next painting, which then draws everything once more."""
        self.agg, self.background = FigureCanvasAgg(self.figure), None

    def jpeg(self):
        """The pixels as the bytes of a JPEG: quick to write, for a moving picture."""
        return _encoded(self._pixels(), "JPEG", quality=90, subsampling=0)

    def png(self):
        """The pixels as the bytes of a PNG with at most 256 colours: small and exact, for a picture that is kept."""
        return _encoded(self._pixels().convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), "PNG", optimize=True)

    def _pixels(self):
        size = self.agg.get_width_height()
        return Image.frombuffer("RGBX", size, self.agg.buffer_rgba(), "raw", "RGBX", 0, 1)   # shares the memory


def _encoded(picture, form, **options):
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()
