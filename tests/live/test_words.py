"""Words reach an old terminal and somebody who listens."""

import io
import sys

import pytest

from mlp.live.words import Pace, printable


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "5 × 10⁻⁷, −3"), ("cp949", "5 × 10^-7, -3"), ("ascii", "5 ? 10^-7, -3")]
)
def test_what_a_terminal_cannot_print_is_written_plainly(encoding, shown, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert printable("5 × 10⁻⁷, −3") == shown
    print(printable("5 × 10⁻⁷, −3"))


def test_a_pace_is_due_at_once_and_then_no_sooner_than_it_says():
    slow, fast = Pace(1000), Pace(0)
    assert [slow.is_due(), slow.is_due()] == [True, False]
    assert [fast.is_due(), fast.is_due()] == [True, True]
