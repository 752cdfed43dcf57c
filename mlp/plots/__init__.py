"""Pictures on Axes that the caller gives.

A still picture is a function `draw_…(ax, …)`. A moving one is a class: the constructor draws everything,
`update(…)` only moves data, and `artists` lists what moves and what lies above it, lowest first.
"""
