"""Opens the notebooks for a class on one Linux machine: starts JupyterHub and its proxy, and watches over
them.

    sudo make class                         opens the class, until Ctrl+C or `sudo make class-stop`
    python deploy/class_server.py health    is the class reachable?
    python deploy/class_server.py students  who has joined so far
    python deploy/class_server.py restart   starts only the hub anew; kernels and files go on
    python deploy/class_server.py collect FOLDER  copies every student's answers to FOLDER, under their names
    python deploy/class_server.py new-pin NAME    lets a student who has lost their PIN choose a new one

Everything that lasts is in one folder: hub/ (only for root), and homes/ with a folder for each student.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import install
from accounts import Accounts, Refused
from collecting import collect_answers, file_name
from install import PROXY, PYTHON, ROOT

WORDS = [
    "river",
    "cloud",
    "apple",
    "tiger",
    "window",
    "garden",
    "silver",
    "planet",
    "bridge",
    "candle",
    "forest",
]
WORDS += ["guitar", "island", "jacket", "kitten", "lemon", "marble", "needle", "orange", "pepper", "rabbit"]


class ClassServer:
    """The hub and the proxy as two processes, so that one can be started anew without the other."""

    def __init__(self, options, word):
        self.options, self.folder = options, Path(options.folder)
        self.secrets = {name: secrets.token_hex(32) for name in ("CONFIGPROXY_AUTH_TOKEN", "CLASS_TOKEN")}
        self.word, self.changed, self.wish = word, threading.Event(), None
        scheme = "https" if options.cert else "http"
        self.address = f"{scheme}://{options.ip}:{options.port}"
        self.log = self.folder / "hub" / "log"

    def run(self):
        """Keeps hub and proxy running until a signal ends the class."""
        for number, wish in SIGNALS.items():
            signal.signal(number, lambda number, frame, wish=wish: self._ask_for(wish))
        self.proxy, self.hub = self._start_proxy(), self._start_hub()
        (self.folder / "hub" / "running.json").write_text(
            json.dumps({"pid": os.getpid(), "address": self.address})
        )
        try:
            self._welcome()
            while self.wish != "stop":
                self._look_after()
                self.changed.wait(1)
                self.changed.clear()
        finally:
            self._stop()

    def _ask_for(self, wish):
        self.wish = wish if self.wish != "stop" else "stop"
        self.changed.set()

    def _look_after(self):
        """Starts anew what was asked for, and what has ended by itself."""
        if self.wish == "restart":
            self.wish = None
            self.hub.terminate()
            self.hub.wait(60)
        if self.hub.poll() is not None:
            self.hub = self._start_hub()
        if self.proxy.poll() is not None:
            self.proxy = self._start_proxy()

    def _start_proxy(self):
        options = self.options
        command = [str(PROXY), "--ip", options.ip, "--port", str(options.port), "--log-level", "error"]
        command += ["--api-ip", "127.0.0.1", "--api-port", str(options.proxy_port)]
        command += ["--error-target", f"http://127.0.0.1:{options.hub_port}/hub/error"]
        if options.cert:
            command += ["--ssl-cert", options.cert, "--ssl-key", options.key]
        return self._start(command, os.environ | self.secrets)

    def _start_hub(self):
        options, course = self.options, self.folder / "course"
        settings = {
            "CLASS_FOLDER": str(self.folder),
            "CLASS_WORD": self.word,
            "CLASS_MEGABYTES": str(options.memory),
            "CLASS_ADDRESS": self.address,
            "CLASS_HUB": f"http://127.0.0.1:{options.hub_port}",
            "CLASS_PROXY_API": f"http://127.0.0.1:{options.proxy_port}",
        }
        command = [PYTHON, "-m", "jupyterhub", "-f", course / "deploy" / "jupyterhub_config.py"]
        return self._start(command, os.environ | self.secrets | settings)

    def _start(self, command, environment):
        with open(self.log, "a", opener=_only_for_root) as log:
            options = {"cwd": self.folder / "hub", "stdout": log, "stderr": log}
            # a session of its own: Ctrl+C reaches only this process
            return subprocess.Popen(command, env=environment, start_new_session=True, **options)

    def _welcome(self):
        for _ in range(600):
            if self.wish == "stop" or is_healthy(self.address):
                break
            if self.hub.poll() is not None:
                raise SystemExit(f"The hub did not start: see {self.log}")
            time.sleep(0.1)
        else:
            raise SystemExit(f"The hub does not answer: see {self.log}")
        host = _own_address() if self.options.ip == "0.0.0.0" else self.options.ip
        print(f"The class is open.\n    Address     {self.address.replace('0.0.0.0', host)}")
        print(f"    Class word  {self.word}")
        print(f"Ctrl+C ends the lesson. What students have done stays in {self.folder}/homes.")
        if not self.options.cert:
            print(
                "Without a certificate (CERT=… KEY=…) this network can read along: use no PIN from elsewhere."
            )
        sys.stdout.flush()

    def _stop(self):
        """Ends every student's server, the hub and the proxy."""
        print("The class ends …", flush=True)
        body = json.dumps({"servers": True, "proxy": False}).encode()
        headers = {"Authorization": f"token {self.secrets['CLASS_TOKEN']}"}
        address = f"http://127.0.0.1:{self.options.hub_port}/hub/api/shutdown"
        try:
            urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=30)
        except OSError:
            self.hub.terminate()  # it did not answer: leave at least the port
        for process in (self.hub, self.proxy):
            try:
                process.wait(90 if process is self.hub else 1)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.wait(10)
        (self.folder / "hub" / "running.json").unlink(missing_ok=True)


SIGNALS = {
    signal.SIGINT: "stop",
    signal.SIGTERM: "stop",
    signal.SIGHUP: "stop",  # the terminal was closed
    signal.SIGUSR1: "restart",
}


def start(options):
    if missing := install.what_is_missing():
        sys.exit(missing)
    if not install.is_installed():
        sys.exit("Something is not installed yet: sudo python3 deploy/install.py")
    if running(options):
        sys.exit(f"The class is open already, at {running(options)['address']}.")
    prepare(Path(options.folder))
    word = os.environ.pop("CLASS_WORD", "").strip().lower()
    ClassServer(options, word or f"{secrets.choice(WORDS)}-{secrets.randbelow(900) + 100}").run()


def prepare(folder):
    """Lays out the folder, with a fresh copy of the course: this is also how a new version comes into the
    class."""
    os.umask(0o022)
    for name, mode in (("", 0o755), ("hub", 0o700), ("homes", 0o711)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name).chmod(mode)
    course = folder / "course"
    shutil.rmtree(course, ignore_errors=True)
    subprocess.run(
        [PYTHON, ROOT / "tools" / "make_student.py", course], stdout=subprocess.DEVNULL, check=True
    )
    shutil.copytree(ROOT / "deploy", course / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "let_go").touch()  # the teacher's: questions of a poll whose answer students may see
    for path in [course, *course.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    environment = os.environ | {"MPLCONFIGDIR": str(course / "matplotlib")}
    # once for all: the list of fonts takes seconds, and students cannot write compiled files into the course
    subprocess.run([PYTHON, "-c", "import matplotlib.font_manager"], env=environment, check=True)
    subprocess.run([PYTHON, "-m", "compileall", "-q", course / "mlp", course / "deploy"], check=True)


def running(options):
    """The process and the address of the open class; None if there is none."""
    try:
        found = json.loads((Path(options.folder) / "hub" / "running.json").read_text())
        command = Path(f"/proc/{found['pid']}/cmdline").read_text()
    except FileNotFoundError:
        return None
    return found if "class_server" in command else None


def stop(options):
    found = running(options) or sys.exit("No class is open.")
    os.kill(found["pid"], signal.SIGTERM)
    while running(options):
        time.sleep(0.2)


def restart(options):
    found = running(options) or sys.exit("No class is open.")
    os.kill(found["pid"], signal.SIGUSR1)


def health(options):
    found = running(options) or sys.exit("No class is open.")
    if not is_healthy(found["address"]):
        sys.exit("The class is open, and does not answer.")
    print("The class is open, and answers.")


def is_healthy(address):
    """True if the hub answers through its proxy."""
    address = address.replace("0.0.0.0", "127.0.0.1") + "/hub/health"
    anybody = ssl_without_names() if address.startswith("https") else None
    try:
        return urllib.request.urlopen(address, timeout=5, context=anybody).status == 200
    except OSError:
        return False


def ssl_without_names():
    """The certificate is for the machine's name, and this asks on the machine itself."""
    import ssl

    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def students(options):
    for account, facts in sorted(_accounts(options).read().items(), key=lambda item: item[1]["name"]):
        print(f"{facts['name']:40} {options.folder}/homes/{account}/notebooks")


def collect(options):
    target = Path(options.argument or "handed_in")
    for account, facts in _accounts(options).read().items():
        collect_answers(account, target / file_name(facts["name"]))
    print(f"The answers are in {target}: make class-report HANDED_IN={target}")


def new_pin(options):
    try:
        _accounts(options).forget_pin(options.argument or "")
    except Refused as sentence:
        sys.exit(str(sentence))
    print(f"{options.argument} chooses a new PIN by joining with it.")


def _accounts(options):
    return Accounts(Path(options.folder) / "hub" / "accounts.json")


def _own_address():
    """This machine's address in its network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def _only_for_root(path, flags):
    return os.open(path, flags, 0o600)


COMMANDS = {"start": start, "stop": stop, "restart": restart, "health": health, "students": students}
COMMANDS |= {"collect": collect, "new-pin": new_pin}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("argument", nargs="?", help="a folder for collect, a student's name for new-pin")
    parser.add_argument("--folder", default="/srv/mlp-class", help="holds what lasts: accounts and homes")
    parser.add_argument("--ip", default="127.0.0.1", help="0.0.0.0 opens the class to the network")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--hub-port", type=int, default=8081)
    parser.add_argument("--proxy-port", type=int, default=8001)
    parser.add_argument("--memory", type=int, default=1024, help="megabytes for one student")
    parser.add_argument("--cert", default="", help="the file of a certificate; with --key, for https")
    parser.add_argument("--key", default="")
    options = parser.parse_args()
    COMMANDS[options.command](options)
