"""JupyterLab for this folder: it opens on the first notebook, asks no question, and needs no internet.

What a student saves is what was stored, but for the cells: see `clean`. The folder `extension` holds what
JupyterLab does besides in the browser, `templates` how a picture and its words leave for HTML and Markdown.
What stands under `LabServerApp` is for Notebook 7 as well.
"""

import os
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
HAS_NO_DISPLAY = sys.platform == "linux" and not ({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))
VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def clean(model, **ignored):
    """Changes what is saved: no version of a kernel, and no view of a widget, which would hide its picture.

    Each view goes into its output's metadata: the extension brings it back from there if its kernel lives.
    """
    notebook = model["content"]
    if model["type"] != "notebook" or notebook.get("nbformat") != 4:
        return
    if notebook["metadata"].get("kernelspec", {}).get("name") == "python3":
        notebook["metadata"].update(METADATA)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                output.setdefault("metadata", {})[VIEW] = output["data"].pop(VIEW)


c = get_config()
c.ServerApp.root_dir = str(NOTEBOOKS)
c.ServerApp.allow_root = True  # in a container there is often no other user
c.LabApp.default_url = f"/lab/tree/{sorted(path.name for path in NOTEBOOKS.glob('*.ipynb'))[0]}"
c.LabApp.app_settings_dir = str(HERE)  # overrides.json: no question about news
c.LabServerApp.extra_labextensions_path = [str(HERE / "extension")]
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index
c.ContentsManager.pre_save_hook = clean
warnings.filterwarnings("ignore", "Overriding existing pre_save_hook")  # JupyterLab reads this file twice
c.TemplateExporter.extra_template_basedirs = [str(HERE / "templates")]  # for File, Export Notebook As
c.HTMLExporter.template_name = "html_with_words"
c.MarkdownExporter.template_name = "markdown_with_words"
# Only this environment's kernel knows the package mlp: it comes before any other "Python 3" on the computer.
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
# What is freed is given back to the system (Linux only): a kernel holds some 10 MB less. In a class, too.
for name in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"):
    os.environ.setdefault(name, "1000000")
if HAS_NO_DISPLAY:
    c.ServerApp.open_browser = False  # the terminal shows the address with its token
