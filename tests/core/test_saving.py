"""A network is saved on a full disk, to a path that cannot be written, or interrupted: what is lost?"""

import errno

import numpy as np
import pytest

from mlp.network import MLP


@pytest.fixture
def saved(tmp_path):
    """The path of a good file, and the network in it."""
    path, model = tmp_path / "network.npz", MLP([2, 3, 1])
    model.save(path)
    return path, model


def full_disk(file, **arrays):
    """As numpy does on a disk that becomes full after half of the file."""
    file.write(b"PK half of a file")
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(file, **arrays):
    file.write(b"PK half of a file")
    raise KeyboardInterrupt


@pytest.mark.parametrize(("fault", "kind"), [(full_disk, OSError), (interrupted, KeyboardInterrupt)])
def test_a_half_written_file_never_replaces_a_good_one(saved, monkeypatch, fault, kind):
    path, model = saved
    monkeypatch.setattr(np, "savez", fault)
    with pytest.raises(kind):
        MLP([2, 3, 1], seed=7).save(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    np.testing.assert_array_equal(MLP.load(path).parameters.flat, model.parameters.flat)


def test_a_full_disk_is_named_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match=r"^path is '.*network.npz'; .* No space left on device$"):
        MLP([2, 1]).save(tmp_path / "network.npz")


def test_a_path_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"^path is '.*network.npz'; .* No such file or directory$"):
        MLP([2, 1]).save(tmp_path / "nowhere" / "network.npz")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r"^path is '.*folder'; "):
        MLP([2, 1]).save(tmp_path / "folder")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def test_a_path_with_blanks_and_hangul_is_a_path(tmp_path):
    path, model = tmp_path / "내 신경망 1.npz", MLP([2, 1])
    model.save(path)
    np.testing.assert_array_equal(MLP.load(path).parameters.flat, model.parameters.flat)
