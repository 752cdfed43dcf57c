"""JupyterLab for this folder: opens on notebooks/, and asks nobody outside for anything."""

from pathlib import Path

c = get_config()
c.ServerApp.root_dir = str(Path(__file__).parent.parent / "notebooks")
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index
