"""A kernel interrupted or restarted, cells that run again, two notebooks at once, odd folder names."""

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parents[1]
START = """
from mlp import LOSSES, MLP, GradientDescent, train
from mlp.data import digits, split
from mlp.lessons import learning_rate as lesson
from mlp.live import explore
import numpy as np
model, points = MLP([64, 32, 10]), split(digits()).train
"""
AGAIN = 'training = train(model, LOSSES["cross-entropy"], GradientDescent(0.05), points)\n'
TRAIN_ON = "for step in training:\n    pass"


@contextmanager
def kernel(folder=ROOT):
    """A kernel of this Python in a folder: its manager, and a function that runs a cell in it."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))

    def run(code):
        """What the cell prints, or the name of its error."""
        said = []

        def note(message):
            content = message["content"]
            said.append(content.get("text") or content.get("data", {}).get("text/plain") or "")

        reply = client.execute_interactive(code, timeout=60, output_hook=note)["content"]
        return reply.get("ename") or "".join(said).strip()

    try:
        yield manager, client, run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows interrupts kernels in another way.")
def test_an_interrupted_training_goes_on_and_scenes_still_work():
    with kernel() as (manager, client, run):
        assert run(START + AGAIN) == ""
        client.execute(TRAIN_ON)
        time.sleep(0.5)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=60)["content"]
        assert reply["ename"] == "KeyboardInterrupt"
        assert run("assert step.number > 0 and np.isfinite(model.parameters.flat).all()") == ""
        assert run(AGAIN + "assert next(training).number == 1") == ""  # with the same network
        assert "learning rate" in run("explore(lesson.RateInYourHand)")
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        assert run("model") == "NameError"
        assert run(START + AGAIN + "assert next(training).number == 1") == ""


def test_two_notebooks_at_once_do_not_disturb_each_other():
    with kernel() as (_, _, one), kernel() as (_, _, other):
        one(START), other(START)
        assert one("explore(lesson.BallInABowl)") == other("explore(lesson.BallInABowl)")


SCENE = (
    "from mlp.lessons import learning_rate\nfrom mlp.live import explore\nexplore(learning_rate.BallInABowl)"
)


def test_a_project_in_a_folder_with_blanks_and_hangul_stores_its_notebooks(tmp_path):
    home = tmp_path / "신경망 수업 1"
    for name in ("mlp", "tools", "docs"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = home / "notebooks" / "내 노트북.ipynb"
    path.parent.mkdir()
    cell = nbformat.v4.new_code_cell(SCENE, metadata={"tags": ["cover"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    subprocess.run([sys.executable, home / "tools" / "store_notebooks.py", path], cwd=home, check=True)
    (output,) = nbformat.read(path, 4).cells[0].outputs
    assert "from the bottom" in output["data"]["text/plain"] and output["data"]["image/png"]
