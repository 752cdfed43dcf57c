"""How much of each scene the small website of the tests has."""

from make_site.states import Limits

SMALL = Limits(positions=4, grid=30, frames=3)
