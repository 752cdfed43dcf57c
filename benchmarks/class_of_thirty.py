"""How many students does one machine carry? Each has a notebook open behind a real JupyterHub, and drags.

    sudo python benchmarks/class_of_thirty.py          thirty students, notebooks 1, 3, 5, 7
    sudo python benchmarks/class_of_thirty.py --students 10 20 30 45 60 --notebook 03
    python benchmarks/class_of_thirty.py --plain --students 30 --notebook 03  one JupyterLab server without a
    hub

Every student runs all cells; then each drags a slider of some scene at human pace, pauses, and takes another
one. A value goes out when the kernel has done with the last one, at most 20 a second, as a browser does it.
Its picture is the first that arrives after the kernel has taken the value up. A last value without one
within 10 s is lost, unless the picture shows it all the same: a hand that turned back within one frame ends
where the picture stands, and in some places a step changes no pixel.

Goals on two cores, through the hub. Thirty students: 95 of 100 values have their picture within 250 ms, no
value is lost, nothing fails, all have run all cells within 30 s, and each student has at most 90 MB of their
own. Sixty students: 800 ms.
"""

import argparse
import asyncio
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import nbformat
import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from browser import OWN_FOLDERS, SETTINGS, _wait_for, free_port
from class_client import Account
from running_class import RunningClass, what_is_missing

SLIDERS = "IntSliderModel", "FloatSliderModel", "FloatLogSliderModel", "SelectionSliderModel"
N_VALUES, PACE = 15, 0.05  # values of one drag, and seconds between two
PATIENCE = 10  # seconds after which a value without a picture is lost


class Student:
    """One notebook and the hand that drags: `waits` are milliseconds from a value to its picture."""

    def __init__(self, number, kernel, cells):
        self.kernel, self.cells, self.chance = kernel, cells, random.Random(number)
        self.scenes, self.waits, self.lost, self.n_moves = [], [], [], 0
        self._waiting = {}  # from a message's id to [the picture, when sent, whether taken up, a future]
        self._sent, self._shown = {}, None  # the values of this drag, and the one that the picture shows
        kernel.watchers.append(self._look)

    async def run_all(self):
        """Runs all cells; remembers each scene: its cell's number, its picture and its sliders."""
        began = time.perf_counter()
        for number, code in enumerate(self.cells):
            message = await self.kernel.execute(code)
            pictures = self.kernel.of_cell(message, "ImageModel")
            sliders = self.kernel.of_cell(message, *SLIDERS)
            if pictures and sliders:
                self.scenes.append((number, pictures[0], sliders))
        self.seconds = time.perf_counter() - began

    async def live(self, until):
        """Drags, pauses, and drags again."""
        await asyncio.sleep(self.chance.uniform(0, 6))
        while time.monotonic() < until:
            await self.drag(*self.chance.choice(self.scenes))
            await asyncio.sleep(self.chance.uniform(3, 8))

    async def drag(self, cell, picture, sliders):
        slider = self.chance.choice(sliders)
        places = places_of(self.kernel.widgets[slider])
        at, way, message = self.chance.randrange(len(places)), self.chance.choice((-1, 1)), None
        self._sent, self._shown = {}, None
        for _ in range(N_VALUES):
            at += way * max(1, len(places) // 40)
            if not 0 <= at < len(places):
                way, at = -way, min(max(at, 0), len(places) - 1)
            if places[at].items() <= self.kernel.widgets[slider].items():
                continue  # a handle that does not move sends nothing
            began = time.perf_counter()
            message = self.kernel.move(slider, **places[at])
            arrived = asyncio.get_running_loop().create_future()
            self._waiting[message], self._sent[message] = [picture, began, False, arrived], places[at]
            self.n_moves += 1
            await self.kernel.idle(message, 60)
            await asyncio.sleep(max(0, PACE - (time.perf_counter() - began)))
        if not message:
            return
        await asyncio.wait([arrived], timeout=PATIENCE)
        is_answered = self._waiting.pop(message, None) is None
        if not is_answered and not await self._is_shown(picture, slider, places[at], places[0 if at else -1]):
            self.lost.append((cell, self.kernel.widgets[slider].get("description")))

    async def _is_shown(self, picture, slider, place, away):
        """Whether the picture is that of the slider's place: it is the same after a move away and back."""
        if self._shown == place:
            return True
        shown = self.kernel.pictures.get(picture)
        for there in (away, place):
            await self.kernel.idle(self.kernel.move(slider, **there), 60)
            await asyncio.sleep(2)
        until = time.perf_counter() + PATIENCE
        while self.kernel.pictures.get(picture) != shown and time.perf_counter() < until:
            await asyncio.sleep(0.1)
        return self.kernel.pictures.get(picture) == shown

    def _look(self, kind, parent, content):
        if kind == "status" and content["execution_state"] == "busy" and parent in self._waiting:
            self._waiting[parent][2] = True
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            paths = [path[0] for path in content["data"].get("buffer_paths", [])]
            if "value" in paths or "value" in content["data"].get("state", {}):
                self._show(content["comm_id"])

    def _show(self, picture):
        """A new picture answers every value that the kernel had taken up before."""
        now = time.perf_counter()
        answered = [one for one, (own, _, taken, _) in self._waiting.items() if own == picture and taken]
        for message in answered:
            _, began, _, arrived = self._waiting.pop(message)
            self._shown = self._sent.get(message, self._shown)
            self.waits.append(1000 * (now - began))
            if not arrived.done():
                arrived.set_result(None)


def places_of(slider):
    """The states that a slider's handle can have, from its lowest to its highest."""
    if slider["_model_name"] == "SelectionSliderModel":
        return [{"index": k} for k in range(len(slider["_options_labels"]))]
    low, high, step = (slider[name] for name in ("min", "max", "step"))
    values = [low + k * step for k in range(round((high - low) / step) + 1)]
    if slider["_model_name"] == "FloatLogSliderModel":
        values = [slider["base"] ** value for value in values]
    return [{"value": value} for value in values]


@contextmanager
def plain_server(folder):
    """One JupyterLab server as a student's own, for all; gives a function that makes an account."""
    port, token = free_port(), secrets.token_hex(16)
    own = {name: str(Path(folder) / place) for name, place in OWN_FOLDERS.items()}
    command = [sys.executable, "-m", "jupyterlab", f"--config={SETTINGS}", "--no-browser", "--ip=127.0.0.1"]
    command += [
        f"--port={port}",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={ROOT}/notebooks",
    ]
    with open(Path(folder) / "lab.log", "w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            _wait_for(port, server)

            async def account(number):
                return Account(f"http://127.0.0.1:{port}", token)

            yield account
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def real_class(folder):
    """A JupyterHub on which every student has an account and a server of their own."""
    with RunningClass() as opened:

        async def account(number):
            return await opened.student(f"Student {number}")

        yield account


@asynccontextmanager
async def class_at_work(account, notebook, n_students):
    """Students with this notebook open, each with a kernel of their own."""
    cells = [cell.source for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    students = []
    try:
        for start in range(0, n_students, 5):
            numbers = range(start, min(start + 5, n_students))
            accounts = await asyncio.gather(*(account(number) for number in numbers))
            kernels = await asyncio.gather(*(one.open(notebook.name) for one in accounts))
            students += [Student(number, kernel, cells) for number, kernel in zip(numbers, kernels)]
        yield students
    finally:
        for student in students:
            student.kernel.account.ask("DELETE", f"api/kernels/{student.kernel.id}")
            await student.kernel.close()


async def measure(account, notebook, n_students, seconds):
    """One row of the table."""
    async with class_at_work(account, notebook, n_students) as students:
        await asyncio.gather(*(student.run_all() for student in students))
        await asyncio.sleep(8)  # what runs on by itself ends
        before = processor_seconds()
        until = time.monotonic() + seconds
        await asyncio.gather(*(student.live(until) for student in students))
        spent = {name: after - before.get(name, 0) for name, after in processor_seconds().items()}
        print(row(notebook, students, memory(), spent), flush=True)


def row(notebook, students, held, spent):
    waits = sorted(wait for student in students for wait in student.waits)
    median, ninety_five, last = (waits[int(share * (len(waits) - 1))] for share in (0.5, 0.95, 1))
    told = [words for student in students for words in student.kernel.told]
    lost = Counter(place for student in students for place in student.lost)
    n_moves = sum(student.n_moves for student in students)
    each = ", ".join(f"{name} {1000 * seconds / n_moves:.1f}" for name, seconds in spent.items())
    memories = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in held.items())
    return (
        f"{notebook.stem[:2]}  {len(students)} students: median {median:.0f} ms, 95th percentile"
        f" {ninety_five:.0f} ms, longest {last:.0f} ms; {n_moves} values, {sum(lost.values())} last ones lost"
        f" {dict(lost) or ''}, {len(told)} errors {told[:3] or ''}\n"
        f"    all cells by all within {max(student.seconds for student in students):.0f} s;"
        f" private MB each: {memories}; processor ms a value: {each}"
    )


def ours():
    """The processes that were started from here, by their part in the class."""
    for process in psutil.Process().children(recursive=True):
        command = " ".join(process.cmdline()) if process.is_running() else ""
        known = {"ipykernel": "kernel", "student_main": "server", "jupyterhub": "hub"}
        known |= {"class_server": "hub", "http-proxy": "proxy"}
        yield process, next((part for word, part in known.items() if word in command), "server")


def processor_seconds():
    """The processor time so far of each part of the class, and of this client."""
    spent = Counter()
    for process, part in ours():
        spent[part] += sum(process.cpu_times()[:2])
    return spent | {"this client": sum(psutil.Process().cpu_times()[:2])}


def memory():
    """Megabytes that a process of each part has for itself: the median."""
    held = {}
    for process, part in ours():
        held.setdefault(part, []).append(process.memory_full_info().uss / 1e6)
    return {part: statistics.median(values) for part, values in held.items()}


async def main(options):
    names = [
        path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.name[:2] in options.notebook
    ]
    missing = what_is_missing()
    if missing and not options.plain:
        print(f"Without a hub: {missing}")
    server = plain_server if options.plain or missing else real_class
    with tempfile.TemporaryDirectory() as folder, server(folder) as account:
        for notebook in names:
            for n_students in options.students:
                await measure(account, notebook, n_students, options.seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, nargs="+", default=[30])
    parser.add_argument("--notebook", nargs="+", default=["01", "03", "05", "07"], help="their numbers")
    parser.add_argument("--seconds", type=float, default=120, help="how long all drag")
    parser.add_argument("--plain", action="store_true", help="one server for all, without a hub")
    asyncio.run(main(parser.parse_args()))
