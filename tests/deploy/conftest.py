"""A real class: JupyterHub, its proxy, and accounts of this machine. REQUIRE_HUB=1 lets no test skip."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from class_client import Account

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "deploy"))
import install

WORD, IDLE = "marble-of-the-test", 15
COMMAND = [install.PYTHON, ROOT / "deploy" / "class_server.py"]


class RunningClass:
    """A class at work in a folder of its own, on this machine only."""

    def __init__(self, folder):
        self.folder, self.word, self.students = Path(folder), WORD, {}
        self.log = self.folder / "hub" / "log"
        ports = {name: _free_port() for name in ("port", "hub-port", "proxy-port")}
        self.address = f"http://127.0.0.1:{ports['port']}"
        command = [*COMMAND, "start", f"--folder={folder}", "--ip=127.0.0.1", "--memory=1024"]
        command += [f"--{name}={port}" for name, port in ports.items()]
        environment = os.environ | {"CLASS_WORD": WORD, "CLASS_IDLE_SECONDS": str(IDLE)}
        self.server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def wait(self, seconds=60):
        """Waits until the class answers."""
        for _ in range(5 * seconds):
            if self.server.poll() is not None:
                break
            if self.command("health").returncode == 0:
                return self
            time.sleep(0.2)
        raise RuntimeError(f"The class did not open: {self.log.read_text()[-2000:]}")

    def command(self, name, *more):
        """Runs one of the teacher's commands on this class."""
        return subprocess.run(
            [*COMMAND, name, *more, f"--folder={self.folder}"], capture_output=True, text=True
        )

    def join(self, name, pin=None, word=WORD):
        """A student at the door, in a browser of their own."""
        return Account(self.address).join(name, pin or f"pin of {name}", word)

    async def student(self, name):
        """A student with a server that runs; the same one in every test that asks for them."""
        if name not in self.students:
            self.students[name] = self.join(name)
        return await self.students[name].start_server()

    def home(self, account):
        return self.folder / "homes" / account

    def stop(self):
        """Ends the class and takes its accounts off this machine."""
        self.server.terminate()
        told = self.server.communicate(timeout=120)[0]
        for home in (self.folder / "homes").iterdir():
            subprocess.run(["umount", home], capture_output=True)
            subprocess.run(["userdel", "--force", home.name], capture_output=True, check=True)
            shutil.rmtree(f"/run/mlp-class/{home.name}", ignore_errors=True)
        return told


@pytest.fixture(scope="module")
def running_class():
    missing = install.what_is_missing()
    if not missing and not install.is_installed():
        missing = "The class is not installed: sudo make class-set-up"
    if missing:
        (pytest.fail if os.environ.get("REQUIRE_HUB") == "1" else pytest.skip)(missing)
    folder = Path(tempfile.mkdtemp(prefix="class"))  # pytest's own folders are closed to other accounts
    folder.chmod(0o755)
    opened = RunningClass(folder)
    try:
        yield opened.wait()
    finally:
        opened.stop()
        shutil.copy(folder / "hub" / "log", "/tmp/hub/last.log")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def run():
    """Runs coroutines one after another on one loop, on which the students' connections live."""
    with asyncio.Runner() as runner:
        yield runner.run


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
