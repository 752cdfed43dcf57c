"""JupyterLab for this folder: it opens on the first notebook, asks no question, and needs no internet."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
HAS_NO_DISPLAY = sys.platform == "linux" and not ({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))

c = get_config()
c.ServerApp.root_dir = str(NOTEBOOKS)
c.ServerApp.allow_root = True  # in a container there is often no other user
c.LabApp.default_url = f"/lab/tree/{sorted(path.name for path in NOTEBOOKS.glob('*.ipynb'))[0]}"
c.LabApp.app_settings_dir = str(HERE)  # overrides.json: no question about news
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index
# Only this environment's kernel knows the package mlp: it comes before any other "Python 3" on the computer.
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
# Large arrays are given back to the system when they are freed: a kernel holds some 10 MB less (Linux only).
os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", "1000000")
if HAS_NO_DISPLAY:
    c.ServerApp.open_browser = False  # the terminal shows the address with its token
