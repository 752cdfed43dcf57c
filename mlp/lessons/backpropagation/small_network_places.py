"""Where is each node and each edge of the network with 2, 3 and 1 neurons drawn?"""

from .small_network import HIDDEN, INPUTS

HEIGHTS = {"₁": 234, "₂": 146, "₃": 58}  # of the hidden neurons, in pixels


def nodes():
    """Where each node is, `(x, y)` in pixels."""
    places = {"x₁": (40, 208), "x₂": (40, 84), "y": (594, 146), "L": (676, 146)}
    places |= {f"z{j}": (290, y) for j, y in HEIGHTS.items()}
    return places | {f"h{j}": (430, y) for j, y in HEIGHTS.items()}


def edges():
    """From where to where each edge goes, and how far along it its label is. Biases come from above."""
    at = nodes()
    places = {f"w{i}{j}": (at[f"x{i}"], at[f"z{j}"], 0.73) for i in INPUTS for j in HIDDEN}
    places |= {f"tanh{j}": (at[f"z{j}"], at[f"h{j}"], None) for j in HIDDEN}
    places |= {f"v{j}": (at[f"h{j}"], at["y"], 0.44) for j in HIDDEN}
    places |= {"loss": (at["y"], at["L"], None)}
    places |= {f"b{j}": ((360, y + 26), at[f"z{j}"], 0.0) for j, y in HEIGHTS.items()}
    return places | {"c": ((594, 196), at["y"], 0.0)}
