"""How much of each scene the small websites of the tests have."""

from make_site.states import Limits

SMALL = Limits(positions=4, grid=30, frames=3, preset_frames=3, longest=40, effort=0)
TINY = Limits(positions=2, grid=4, pictures=30, frames=2, preset_frames=2, presses=1, longest=2, effort=0)
