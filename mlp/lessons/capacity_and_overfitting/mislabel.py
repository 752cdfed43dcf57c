"""What if some labels are wrong? Points with a share of their labels replaced."""

from ...checks import check_number, generator, plain, refuse_shape
from ...data import Points, check_arrays, one_hot


def mislabel(points, share, seed=0):
    """The points with a `share` of their labels replaced by another class, drawn at random."""
    check_arrays(points)
    check_number("share", share, at_least=0, at_most=1, single=True)
    rng = generator(seed)
    n, n_classes = points.targets.shape
    if n_classes < 2:
        refuse_shape("points.targets", points.targets, "have a column for each class, at least two")
    wrong = rng.permutation(n)[: round(plain(share) * n)]
    labels = points.labels
    labels[wrong] = (labels[wrong] + rng.integers(1, n_classes, len(wrong))) % n_classes
    return Points(points.inputs, one_hot(labels, n_classes))
