"""Makes the notebooks as a website on which Python itself runs in the browser: a preview. `make lite`

python tools/make_lite.py                       JupyterLite with all notebooks, into the folder lite/
python tools/make_lite.py CONTENTS WORK SITE    the same with the files of another folder

The folder holds Pyodide (from npm), this package and all wheels in plain Python. numpy, matplotlib, pillow
and two more are compiled for the browser, and no registry has them: a browser loads these from Pyodide's
address. `python tools/try_lite.py` runs all notebooks there.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

ROOT = Path(__file__).resolve().parents[1]
WORK, SITE = ROOT / "build" / "lite", ROOT / "lite"
ELSEWHERE = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE_VERSION}/full/"
FOR_THE_KERNEL = ["micropip", "ipython"]  # of Pyodide's own packages
FOR_US = ["matplotlib", "numpy", "pillow"]
NOT_OF_PYODIDE = {  # and what each depends on; the versions are those of requirements.lock
    "comm": ["traitlets"],
    "parso": [],
    "jedi": ["parso"],
    "ipywidgets": ["comm", "ipython", "traitlets"],
}
OURS = {"mlp": ["numpy", "matplotlib", "pillow", "ipywidgets"]}
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Notebooks, a preview",
        "exposeAppInBrowser": True,  # tools/try_lite.py asks it to run cells
        "litePluginSettings": {KERNEL: {"disablePyPIFallback": True}},  # all wheels are here
    },
}


def main():
    make(ROOT / "notebooks", WORK, SITE)
    print("lite/index.html is ready, for any web server: python -m http.server --directory lite")


def make(contents, work, site):
    """Builds JupyterLite with the files of the folder `contents`; what it is built from stays in `work`."""
    for folder in (work, site):
        shutil.rmtree(folder, ignore_errors=True)
    pyodide = work / "static" / "pyodide"
    unpack_pyodide(pyodide, work)
    take_wheels_along(pyodide)
    (work / "jupyter-lite.json").write_text(json.dumps(SETTINGS), "utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    command += [f"--lite-dir={work}", f"--contents={contents}", f"--output-dir={site}"]
    subprocess.run(command, check=True, cwd=work, stdout=subprocess.DEVNULL)


def unpack_pyodide(folder, work):
    """Pyodide without its packages, of the version that the kernel was made for."""
    if shutil.which("npm") is None:
        sys.exit("npm is missing: install it, on Debian with apt-get install npm")
    folder.parent.mkdir(parents=True)
    named = f"pyodide@{PYODIDE_VERSION}"
    subprocess.run([shutil.which("npm"), "pack", "--silent", named], cwd=work, check=True)
    with tarfile.open(next(work.glob("pyodide-*.tgz"))) as packed:
        packed.extractall(work, filter="data")
    (work / "package").rename(folder)


def take_wheels_along(folder):
    """Puts wheels beside Pyodide, and writes into its lock where each one is."""
    path = folder / "pyodide-lock.json"
    lock = json.loads(path.read_text("utf-8"))
    packages = lock["packages"]
    needed = needed_for([*FOR_THE_KERNEL, *FOR_US], packages)
    pinned = [f"{name}=={packages[name]['version']}" for name in needed if is_plain(packages[name])]
    download(pinned, folder)
    download([f"--constraint={ROOT / 'requirements.lock'}", *NOT_OF_PYODIDE], folder)
    build_own_wheel(folder)
    for package in packages.values():
        package["file_name"] = ELSEWHERE + package["file_name"]
    for wheel in sorted(folder.glob("*.whl")):
        name, entry = described(wheel, packages)
        packages[name] = entry
    path.write_text(json.dumps(lock), "utf-8")


def needed_for(names, packages):
    """These packages, and all that they depend on."""
    found, waiting = [], [*names]
    while waiting:
        name = normal(waiting.pop())
        if name not in found:
            found.append(name)
            waiting += packages[name]["depends"]
    return found


def is_plain(package):
    """Whether a package is in plain Python, so that a registry has the same wheel."""
    return package["file_name"].endswith("none-any.whl")


def download(wanted, folder):
    """Downloads wheels in plain Python, without what they depend on."""
    options = ["--quiet", "--no-deps", "--only-binary=:all:", "--platform=any"]
    options += [f"--python-version={PYODIDE_PYTHON_VERSION}", f"--dest={folder}"]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *wanted], check=True)


def build_own_wheel(folder):
    """Builds the wheel of this package."""
    options = ["--quiet", "--no-deps", f"--wheel-dir={folder}"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)


def described(wheel, packages):
    """The name of a wheel and its entry in the lock; what it depends on is as it was, or stands above."""
    name, version = wheel.name.split("-")[:2]
    name = normal(name)
    old = packages.get(name, {})
    return name, {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": old.get("imports") or imports_of(wheel),
        "depends": old["depends"] if old else (NOT_OF_PYODIDE | OURS)[name],
        "unvendored_tests": False,
    }


def imports_of(wheel):
    """The modules at the top of a wheel."""
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    return sorted(top.removesuffix(".py") for top in tops if not top.endswith((".dist-info", ".data")))


def normal(name):
    """The name as registries write it."""
    return name.lower().replace("_", "-").replace(".", "-")


if __name__ == "__main__":
    make(*map(Path, sys.argv[1:])) if sys.argv[1:] else main()
