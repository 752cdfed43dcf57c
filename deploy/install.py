"""Installs what a class needs on this machine, outside of anybody's home: students must be able to run it.

    sudo python deploy/install.py

/opt/mlp-class then holds a Python environment with exactly the versions of requirements.lock, JupyterHub,
and its proxy. Once it is there, this takes a moment.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from set_up import NEWEST, OLDEST, digest

INSTALLED = Path(os.environ.get("CLASS_INSTALLED", "/opt/mlp-class"))
PYTHON = INSTALLED / "venv" / "bin" / "python"
PROXY = INSTALLED / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
LISTS = ["requirements.lock", "requirements-class.txt", "deploy/package.json", "deploy/package-lock.json"]
SENTENCES = {
    "root": "Each student gets an account of this machine, and only root can make one: sudo make class",
    "useradd": "The program useradd is missing: on Debian, apt-get install passwd",
    "node": "Node.js is missing, which the class's proxy needs: on Debian, apt-get install nodejs npm",
    "npm": "npm is missing, which installs the class's proxy: on Debian, apt-get install npm",
}


def what_is_missing():
    """One sentence about what keeps a class from this machine, None if nothing does."""
    if os.geteuid() != 0:
        return SENTENCES["root"]
    return next((SENTENCES[name] for name in ("useradd", "node", "npm") if not shutil.which(name)), None)


def is_installed():
    stamp = INSTALLED / "ready"
    return stamp.exists() and stamp.read_text() == digest(LISTS)


def main():
    if missing := what_is_missing():
        sys.exit(missing)
    if not is_installed():
        print(
            f"Installing in {INSTALLED}: this happens once, and needs some minutes and the internet.",
            flush=True,
        )
        install(python_for_students())
        (INSTALLED / "ready").write_text(digest(LISTS))


def python_for_students():
    """A Python of a fitting version that every account of this machine can run; exits with a sentence if
    none is."""
    versions = range(NEWEST[1], OLDEST[1] - 1, -1)
    names = [
        os.environ.get("PYTHON", "python3"),
        "/usr/bin/python3",
        *(f"python3.{minor}" for minor in versions),
    ]
    for name in names:
        path = shutil.which(name)
        if path and _fits(path):
            return path
    sys.exit(
        f"No Python 3.{OLDEST[1]} to 3.{NEWEST[1]} was found that every account can run: one in"
        " somebody's home is of no use. On Debian: apt-get install python3-venv"
    )


def _fits(python):
    """True if an account without any rights can run this Python, and it can make an environment."""
    ask = "import ensurepip, os, sys; os.setgid(65534); os.setuid(65534); os.execv(sys.executable, "
    ask += "[sys.executable, '-c', 'import sys; print(*sys.version_info[:2])'])"
    told = subprocess.run([python, "-c", ask], capture_output=True, text=True, cwd="/")
    return told.returncode == 0 and OLDEST <= tuple(map(int, told.stdout.split())) <= NEWEST


def install(python):
    os.umask(0o022)
    shutil.rmtree(INSTALLED, ignore_errors=True)
    subprocess.run([python, "-m", "venv", INSTALLED / "venv"], check=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "-r", ROOT / "requirements.lock"], check=True)
    subprocess.run(
        [*pip, "-r", ROOT / "requirements-class.txt", "-c", ROOT / "requirements.lock"], check=True
    )
    (INSTALLED / "proxy").mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "deploy" / name, INSTALLED / "proxy")
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=INSTALLED / "proxy", check=True)


if __name__ == "__main__":
    main()
