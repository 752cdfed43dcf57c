"""A real class for tests and benchmarks: JupyterHub, its proxy, and accounts of this machine."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "deploy"))
import install
from browser import free_port
from class_client import Account

WORD = "marble-of-the-test"
COMMAND = [install.PYTHON, install.ROOT / "deploy" / "class_server.py"]


def what_is_missing():
    """One sentence about what keeps a class from this machine, None if nothing does."""
    if install.what_is_missing() or install.is_installed():
        return install.what_is_missing()
    return "The class is not installed: sudo make class-set-up"


class RunningClass:
    """A class at work, for this machine only. `students` holds the accounts that have a server."""

    def __init__(self, **environment):
        self.folder, self.students = Path(tempfile.mkdtemp(prefix="class")), {}
        self.folder.chmod(0o755)  # other accounts have their homes here
        self.log = self.folder / "hub" / "log"
        ports = {name: free_port() for name in ("port", "hub-port", "proxy-port")}
        self.address = f"http://127.0.0.1:{ports['port']}"
        command = [*COMMAND, "start", f"--folder={self.folder}", "--ip=127.0.0.1"]
        command += [f"--{name}={port}" for name, port in ports.items()]
        environment = os.environ | {"CLASS_WORD": WORD} | environment
        self.server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        try:
            return self.wait()
        except RuntimeError:
            self.__exit__()
            raise

    def wait(self, seconds=90):
        """Waits until the class answers."""
        for _ in range(5 * seconds):
            if self.server.poll() is not None:
                break
            if self.command("health").returncode == 0:
                return self
            time.sleep(0.2)
        told = self.log.read_text()[-2000:] if self.log.exists() else "it ended before its hub began"
        raise RuntimeError(f"The class did not open: {told}")

    def command(self, name, *more):
        """Runs one of the teacher's commands on this class."""
        command = [*COMMAND, name, *more, f"--folder={self.folder}"]
        return subprocess.run(command, capture_output=True, text=True)

    def join(self, name, pin=None, word=WORD):
        """A student at the door, in a browser of their own."""
        return Account(self.address).join(name, pin or f"pin of {name}", word)

    async def student(self, name):
        """A student with a server that runs; the same one each time."""
        if name not in self.students:
            self.students[name] = self.join(name)
        return await self.students[name].start_server()

    def home(self, account):
        return self.folder / "homes" / account

    def __exit__(self, *problem):
        """Ends the class and takes its accounts off this machine."""
        self.server.terminate()
        self.server.communicate(timeout=180)
        for home in (self.folder / "homes").iterdir():
            subprocess.run(["umount", home], capture_output=True)
            subprocess.run(["userdel", "--force", home.name], capture_output=True)
            shutil.rmtree(f"/run/mlp-class/{home.name}", ignore_errors=True)
        shutil.rmtree(self.folder)
