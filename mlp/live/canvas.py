"""From a figure to the bytes of a picture, fast: draw once, then repaint only what moved."""
import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from ..plots import look


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
            with look():
                self.agg.draw()
            self.background = self.agg.copy_from_bbox(self.figure.bbox)
        else:
            self.agg.restore_region(self.background)
        for artist in self.artists:
            self.figure.draw_artist(artist) if artist.axes is None else artist.axes.draw_artist(artist)

    def jpeg(self):
        """The pixels as the bytes of a JPEG: quick to write, for a moving picture."""
        return self._encoded("JPEG", quality=90, subsampling=0)

    def png(self):
        """The pixels as the bytes of a PNG with at most 256 colours: small and exact, for a picture that is kept."""
        return self._encoded("PNG", palette=True, optimize=True)

    def _encoded(self, form, palette=False, **options):
        picture = Image.fromarray(np.asarray(self.agg.buffer_rgba())).convert("RGB")
        if palette:
            picture = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        stream = io.BytesIO()
        picture.save(stream, form, **options)
        return stream.getvalue()
