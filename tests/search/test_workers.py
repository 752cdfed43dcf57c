"""A worker that dies costs one trial only, and a script that cannot start workers says so in one sentence."""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from search_data import finished

from mlp.search import Choices, Grid


class Deadly(float):
    """A learning rate that ends the process which reads it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_worker_that_dies_is_reported_on_its_trial_and_the_others_are_kept():
    search = Grid({"learning_rate": Choices([0.05, 0.1, Deadly(0.2), 0.3, 0.4])}, n_epochs=1)
    with ProcessPoolExecutor(2) as executor:
        trials = finished(search, executor=executor, at_once=2)
    assert [trial.number for trial in trials if trial.error] == [2]
    assert "worker that trained it died" in trials[2].error
    assert [bool(trial.curve) for trial in trials] == [True, True, False, True, True]
    assert np.isnan(trials[2].score)


SCRIPT = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from mlp.data import moons
from mlp.search import Logarithmic, Random, run

def main():
    search = Random({{"learning_rate": Logarithmic(0.01, 1)}}, 6, n_epochs=1)
    with ProcessPoolExecutor(2) as executor:
        *_, last = run(search, moons(100), moons(100), executor, at_once=2)
    print(len(last.trials), "trials")

multiprocessing.set_start_method("{start_method}", force=True)
{call}
"""


def ran(folder, start_method, call):
    """What a script leaves that searches with processes: its exit code, its output and its errors."""
    (folder / "script.py").write_text(SCRIPT.format(start_method=start_method, call=call), "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, folder / "script.py"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("start_method", ["spawn", "forkserver"])
def test_a_script_without_the_main_guard_ends_with_one_sentence_that_says_so(start_method, tmp_path):
    if sys.platform == "win32" and start_method == "forkserver":
        pytest.skip("Windows has no forkserver.")
    end = ran(tmp_path, start_method, "main()")
    assert end.returncode == 1 and end.stdout == ""
    assert end.stderr.count("Traceback") == 1
    said = end.stderr.strip().splitlines()  # Python's resource tracker may have the last word
    said = [line for line in said if "resource_tracker" not in line]
    assert 'if __name__ == "__main__":' in said[-1]


def test_a_script_with_the_main_guard_searches_with_spawned_processes(tmp_path):
    end = ran(tmp_path, "spawn", 'if __name__ == "__main__":\n    main()')
    assert (end.returncode, end.stdout, end.stderr) == (0, "6 trials\n", "")
