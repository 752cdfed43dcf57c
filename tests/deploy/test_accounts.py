"""Names, PINs and notebooks of a class, without a hub."""

import json
import stat

import accounts
import open_student
import pytest
import running_class  # noqa: F401  (finds the folder deploy)
from accounts import Accounts, Refused, account_name, real_name
from collecting import file_name
from groups import N_PROCESSES, control_group


@pytest.mark.parametrize(
    "name", ["김민준", "a/b", "Kim Min-jun", "root", "../../etc/passwd", "'; rm -rf /", "x" * 40]
)
def test_every_name_gives_an_account_that_systems_and_addresses_accept(name):
    account = account_name(real_name(name))
    assert account.startswith("mlp-") and len(account) <= 32
    assert set(account) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("one, other", [("Kim Minjun", "  kim   MINJUN "), ("Zoë", "Zoe\u0308")])
def test_the_same_name_written_otherwise_is_the_same_student(one, other):
    assert account_name(real_name(one)) == account_name(real_name(other))


@pytest.mark.parametrize("one, other", [("김민준", "김민서"), ("a/b", "a-b"), ("Zoë", "Zoe")])
def test_different_names_are_different_students(one, other):
    assert account_name(real_name(one)) != account_name(real_name(other))


@pytest.mark.parametrize(
    "name, words",
    [("", "write your name"), (" \t", "write your name"), ("x" * 300, "300"), ("a\u202eb", "202e")],
)
def test_an_unfit_name_is_refused_in_a_sentence(name, words):
    with pytest.raises(Refused, match=words):
        real_name(name)


def test_the_same_name_in_two_classes_is_two_accounts(tmp_path):
    one, other = (Accounts(tmp_path / name) for name in ("one/accounts.json", "other/accounts.json"))
    for each in (one, other):
        each.path.parent.mkdir()
    assert one.account_of("Ada") == one.account_of("ada") != other.account_of("Ada")


@pytest.fixture
def ours(tmp_path):
    return Accounts(tmp_path / "accounts.json")


def test_a_pin_opens_only_its_own_account(ours):
    account = ours.join("Ada", "1815 or so")
    assert ours.join("ada", "1815 or so") == account
    with pytest.raises(Refused, match="another PIN"):
        ours.join("Ada", "1816")


def test_the_file_holds_no_pin_and_is_for_root_only(ours):
    ours.join("Ada", "1815 or so")
    assert "1815" not in ours.path.read_text() and stat.S_IMODE(ours.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("pin", ["", "123", "1" * 101])
def test_a_pin_that_is_too_short_or_too_long_opens_no_account(ours, pin):
    with pytest.raises(Refused, match="4 to 100"):
        ours.join("Ada", pin)
    assert ours.read() == {}


def test_guessing_a_pin_has_to_wait(ours, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(accounts.time, "monotonic", lambda: now[0])
    ours.join("Ada", "right")
    for guess in range(accounts.N_TRIES):
        with pytest.raises(Refused, match="another PIN"):
            ours.join("Ada", f"wrong {guess}")
    with pytest.raises(Refused, match="wait"):
        ours.join("Ada", "right")
    now[0] += accounts.PAUSE
    assert ours.join("Ada", "right")


def test_who_has_lost_the_pin_chooses_another_when_the_teacher_says_so(ours):
    account = ours.join("Ada", "lost")
    ours.forget_pin("Ada")
    assert ours.join("Ada", "another") == account
    with pytest.raises(Refused):
        ours.join("Ada", "lost")
    with pytest.raises(Refused, match="Nobody"):
        ours.forget_pin("Ben")


@pytest.fixture
def hand_out(tmp_path):
    """A function that brings the notebook 01 with these words to the student, to `hand_out.own`."""
    course, home = tmp_path / "course", tmp_path / "home"

    def act(words):
        course.mkdir(exist_ok=True)
        (course / "01.ipynb").write_text(notebook(words))
        return list(open_student.hand_out(course, home, tmp_path / "given.json"))

    act.own = home / "01.ipynb"
    return act


def notebook(words):
    return json.dumps({"cells": [{"cell_type": "markdown", "source": words}], "nbformat": 4})


def everything_beside(own):
    return {path.name: path.read_text() for path in own.parent.iterdir()}


def test_a_notebook_that_was_not_touched_is_brought_up_to_date(hand_out):
    hand_out("first")
    hand_out("second")
    assert everything_beside(hand_out.own) == {"01.ipynb": notebook("second")}


def test_a_changed_notebook_stays_and_the_new_version_comes_beside_it_once(hand_out):
    hand_out("first")
    hand_out.own.write_text(notebook("my own"))
    assert "01.new.ipynb" in hand_out("second")[0]
    assert hand_out("second") == []
    assert everything_beside(hand_out.own) == {
        "01.ipynb": notebook("my own"),
        "01.new.ipynb": notebook("second"),
    }


@pytest.mark.parametrize("rest", ["", '{"cells": [', "[]", '{"nbformat": 4, "cells": 3}', "\x00" * 50])
def test_a_damaged_notebook_is_kept_beside_a_fresh_copy(hand_out, rest):
    hand_out("first")
    for _ in range(2):
        hand_out.own.write_text(rest)
        assert "damaged" in hand_out("first")[0]
    copies = {"01.damaged.ipynb": rest, "01.damaged-2.ipynb": rest}
    assert everything_beside(hand_out.own) == {"01.ipynb": notebook("first")} | copies


def test_a_students_control_group_holds_the_limits(tmp_path):
    (tmp_path / "cgroup.controllers").touch()  # the sign of the newer kind
    (tmp_path / "cgroup.subtree_control").touch()
    (enter,) = control_group(tmp_path, "ada", megabytes=512, processors=50)
    group = tmp_path / "mlp-class" / "ada"
    limits = {"memory.max": str(512 * 2**20), "cpu.max": "50000 100000", "pids.max": str(N_PROCESSES)}
    assert {path.name: path.read_text() for path in group.iterdir()} == limits
    assert enter == group / "cgroup.procs"


def test_where_no_control_group_can_be_made_there_is_none(tmp_path):
    (tmp_path / "memory").write_text("no folder")
    assert control_group(tmp_path, "ada", megabytes=512, processors=50) == []


def test_what_is_collected_is_named_after_the_student_and_stays_in_its_place(tmp_path):
    assert [file_name(name) for name in ("김민준", "a/b", "..", "../x")] == ["김민준", "a_b", "_", "_x"]
