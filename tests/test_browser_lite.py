"""The browser edition that `make lite` builds: all that it holds works without a network."""

import subprocess
from pathlib import Path

import nbformat
import pytest
import set_up
from browser import open_browser, run_notebook, show_cell
from driving import NOTEBOOKS
from nbformat.v4 import new_code_cell, new_notebook
from served import served

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-lite" / set_up.PYTHON.relative_to(set_up.FOLDER)
ELSEWHERE = "https://cdn.jsdelivr.net/pyodide/"  # the only address outside
WIDGET = "import ipywidgets as widgets\nwidgets.IntSlider(7, description='seven')"
PACKAGE = """
try:
    import mlp
except ModuleNotFoundError as error:
    print(error.name)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, chromium):
    """Where a JupyterLite with one small notebook is served."""
    if not PYTHON.exists():
        pytest.skip("The browser edition cannot be built: python tools/set_up.py --lite makes that possible.")
    place = tmp_path_factory.mktemp("lite")
    (place / "notebooks").mkdir()
    metadata = nbformat.read(NOTEBOOKS[0], as_version=4).metadata
    notebook = new_notebook(cells=[new_code_cell(WIDGET), new_code_cell(PACKAGE)], metadata=metadata)
    nbformat.write(notebook, place / "notebooks" / "small.ipynb")
    folders = place / "notebooks", place / "work", place / "site"
    subprocess.run([PYTHON, ROOT / "tools" / "make_lite.py", *folders], check=True)
    with served(place / "site") as address:
        yield address


def test_without_a_network_python_runs_widgets_are_shown_and_the_package_asks_for_numpy(address):
    outside = []
    with open_browser() as page:
        page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page.on("request", lambda asked: asked.url.startswith(address) or outside.append(asked.url))
        run_notebook(page, f"{address}/lab/index.html?path=small.ipynb", timeout=300, start=300)
        slider = show_cell(page, 0).locator(".widget-slider")
        slider.wait_for()
        assert slider.inner_text().split() == ["seven", "7"]
        assert show_cell(page, 1).locator(".jp-OutputArea").inner_text().split()[-1] == "numpy"
    asked = [url for url in outside if url.startswith("http")]
    assert asked and all(url.startswith(ELSEWHERE) for url in asked)
