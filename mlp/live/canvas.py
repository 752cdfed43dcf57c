"""From a figure to the bytes of a picture, fast: draw once, then repaint only what moved."""

import io
import weakref
from base64 import b64encode
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from ..plots.style import look

BUFFER_HEIGHT = 0.48  # of its width: room for any figure of the series


class Canvas:
    """A figure kept as pixels. `artists` are those that move, and those above them, lowest first.

    Any other change to the figure (limits, a new line) is noticed through matplotlib's own `stale` mark and
    costs one full drawing. Canvases of one width share one buffer: `frame` and `still` paint and read it.
    Only the canvas that was painted last keeps its background, about 2 MB, and its ticks.
    """

    _latest = None  # a weak reference to the canvas that keeps its background

    def __init__(self, figure, artists, zoom=1.0):
        self.figure, self.artists = figure, artists
        figure.set_dpi(100 * zoom)
        for artist in artists:
            artist.set_animated(True)
        self.background = None

    def frame(self):
        """Brings the picture up to date; returns an address that holds a whole JPEG.

        A browser shows it sooner than bytes that come beside their address.
        """
        self.paint()
        return address(self._image())

    def still(self):
        """Brings the picture up to date; returns it as a PIL image of its own."""
        self.paint()
        return self._image().copy()

    def rest(self):
        """Gives back what a picture that may never move holds: its background, 2 MB, and its ticks, 0.5 MB.

        The next drawing makes both anew, in some milliseconds.
        """
        self.background = None
        with look():  # an axis makes its first tick at once
            for ax in self.figure.axes:
                for axis in (ax.xaxis, ax.yaxis):
                    axis.reset_ticks()

    def paint(self):
        """Brings the pixels up to date."""
        agg = self._agg()
        if self.background is None or self.figure.stale:
            self._draw_background(agg)
            self._keep_background(agg)
        else:
            agg.restore_region(self.background)
        self._draw_artists(agg)

    def _keep_background(self, agg):
        former = Canvas._latest and Canvas._latest()
        if former is not None and former is not self:  # resting marks a figure as changed
            former.rest()
        Canvas._latest, self.background = weakref.ref(self), None  # the old one goes before the new one comes
        self.background = agg.copy_from_bbox(self.figure.bbox)

    @property
    def pixels(self):
        """What was painted last, in the buffer's own memory: `(height, width, 4)` from 0 to 255."""
        return np.asarray(self._agg().buffer_rgba())[-_size_of(self.figure)[1] :]

    def left_edge(self, ax):
        """Where an Axes begins, the numbers and words of its vertical axis included: a share of the width."""
        own = ax.get_position().x0
        labels = ax.axison and ax.yaxis.get_visible() and ax.yaxis.get_tightbbox(self._agg())
        return min(own, labels.x0 / self.figure.bbox.width) if labels else own

    def _agg(self):
        """The buffer that is painted on; the figure lies at its lower end."""
        width, height = _size_of(self.figure)
        return _shared_buffer(width, max(height, round(BUFFER_HEIGHT * width)), self.figure.dpi)

    def _draw_background(self, agg):
        agg.clear()
        with look():  # a drawing may make ticks
            self.figure.draw(agg)

    def _draw_artists(self, agg):
        for artist in self.artists:
            artist.draw(agg)

    def _image(self):
        return _image_of(self.pixels)


def drawn(figure):
    """A figure that never moves, as a PIL image; unlike a canvas, it leaves no buffer behind."""
    figure.set_dpi(100)
    agg = RendererAgg(*_size_of(figure), figure.dpi)
    with look():
        figure.draw(agg)
    return _image_of(np.asarray(agg.buffer_rgba()))


def address(image):
    """An image as an address that holds the whole JPEG: quick to write, for a moving picture."""
    jpeg = encoded(image, "JPEG", quality=90, subsampling=0)
    return b"data:image/jpeg;base64," + b64encode(jpeg)


def png(image, **options):
    """An image as the bytes of a PNG with at most 256 colours: small and exact, to be kept.

    Pillow's `optimize` would save 8 per cent of the bytes and take ten times as long.
    """
    palette = image.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    return encoded(palette, "PNG", **options)


def encoded(image, form, **options):
    """An image as bytes of this form, such as "JPEG"; the options are Pillow's."""
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def _image_of(pixels):
    """Pixels `(height, width, 4)` as a PIL image that shares their memory."""
    height, width, _ = pixels.shape
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)


def _size_of(figure):
    """Width and height of a figure, in whole pixels."""
    return tuple(round(pixels) for pixels in figure.bbox.size)


@lru_cache(maxsize=4)  # a text keeps what it was drawn on: one buffer an explorer would never be freed
def _shared_buffer(width, height, dpi):
    return RendererAgg(width, height, dpi)
