"""The code of docs/pytorch.md runs, and both columns reach the same losses, where PyTorch is installed."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "pytorch.md").read_text("utf-8")
OURS, THEIRS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_column_without_pytorch_runs_and_learns(capsys):
    names = {}
    exec(OURS, names)
    assert len(names["losses"]) == 200
    assert names["losses"][-1] < names["losses"][0] / 3
    assert float(re.search(r"mlp: ([\d.]+)%", capsys.readouterr().out)[1]) > 90


def test_from_the_same_initial_weights_both_columns_reach_the_same_losses(capsys):
    pytest.importorskip("torch")
    names = {}
    exec(OURS, names)
    exec(THEIRS, names)
    np.testing.assert_allclose(names["torch_losses"], names["losses"], rtol=1e-12)
    ours, theirs = re.findall(r": ([\d.]+%)", capsys.readouterr().out)
    assert ours == theirs


def test_both_columns_are_about_as_long():
    lengths = [sum(bool(line.strip()) for line in code.splitlines()) for code in (OURS, THEIRS)]
    assert max(lengths) <= 30 and min(lengths) >= 20


def test_the_notebook_shows_the_training_loop_of_the_page():
    cells = nbformat.read(ROOT / "notebooks" / "08_your_own_network.ipynb", as_version=4).cells
    shown = next(cell.source for cell in cells if cell.id == "pytorch")
    code = re.search(r"```python\n(.*?)```", shown, re.DOTALL)[1]
    assert len(code.splitlines()) >= 15
    for line in code.splitlines():
        assert line in THEIRS.splitlines()
