"""From a scene's canvas to a small file: a palette picture, lossless, named by its own pixels."""

import os
from functools import reduce
from hashlib import sha256

import numpy as np
from PIL import Image, ImageChops

from mlp.live.canvas import encoded

EFFORT = 60  # to make a file small, 0 to 100; whatever it is, the picture is the same


def as_stored(canvas):
    """The canvas as it is stored: at most 256 colours, and white stays white."""
    canvas.paint()
    return in_few_colours(Image.fromarray(canvas.pixels))


def in_few_colours(image):
    """An RGB image of at most 256 colours. The quantizer turns white into a pale grey; this undoes it."""
    image = image.convert("RGB")
    palette = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    colours = np.reshape(palette.getpalette(), (-1, 3))
    is_white = darkest(image) == 255
    if is_white.any():
        colours[np.asarray(palette)[is_white][0]] = 255
    palette.putpalette(colours.astype(np.uint8).tobytes())
    return palette.convert("RGB")


def darkest(image):
    """The darkest of each pixel's three colours, (height, width); ten times as fast as numpy's minimum."""
    return np.asarray(reduce(ImageChops.darker, image.split()))


def name_of(image):
    """The name of a picture's file: a fingerprint of its pixels."""
    return sha256(image.tobytes()).hexdigest()[:16]


def store(image, folder, effort=EFFORT):
    """Writes the picture into the folder unless it is there; returns its name."""
    name = name_of(image)
    path = folder / f"{name}.webp"
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")  # a build may be interrupted
        unfinished.write_bytes(encoded(image, "WEBP", lossless=True, quality=effort))
        unfinished.replace(path)
    return name
