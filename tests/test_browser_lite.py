"""The browser edition that `make lite` builds: it starts, and all that it holds itself works without a network."""

import nbformat
import pytest
from browser import CHROMIUM, open_browser, run_notebook, show_cell
from nbformat.v4 import new_code_cell, new_notebook
from served import served

lite = pytest.importorskip("make_lite", reason="JupyterLite is missing: pip install -r requirements-lite.txt")
if CHROMIUM is None:
    pytest.skip("No Chromium was found.", allow_module_level=True)

CELLS = {
    "import": "import ipywidgets as widgets, sys, jedi, IPython",
    "widget": "widgets.IntSlider(7, description='seven')",
    "package": """
try:
    import mlp
except ModuleNotFoundError as error:
    print(error.name)""",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a JupyterLite with one small notebook is served."""
    place = tmp_path_factory.mktemp("lite")
    cells = [
        {
            "cell_type": "code",
            "id": name,
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for name, source in CELLS.items()
    ]
    (place / "notebooks").mkdir()
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (place / "notebooks" / "small.ipynb").write_text(json.dumps(notebook), "utf-8")
    lite.make(place / "notebooks", place / "work", place / "site")
    with served(place / "site") as address:
        yield address


def test_without_a_network_the_kernel_runs_widgets_are_shown_and_the_package_asks_for_numpy(address):
    outside = []
    with open_browser() as page:
        page.route(
            "**", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort()
        )
        page.on("request", lambda asked: asked.url.startswith(address) or outside.append(asked.url))
        run_notebook(page, f"{address}/lab/index.html?path=small.ipynb", 300)
        slider = show_cell(page, 1).locator(".widget-slider")
        slider.wait_for()
        assert "seven" in slider.inner_text() and "7" in slider.inner_text()
        assert show_cell(page, 2).locator(".jp-OutputArea").inner_text().split()[-2:] == ["numpy", "mlp"]
    asked = [address for address in outside if address.startswith("http")]
    assert asked and all(address.startswith(lite.ELSEWHERE) for address in asked)
