"""A real JupyterLab in a real browser, for tests and benchmarks: nothing is stubbed."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

# The first is Chromium without a window: the same pages for a fifth less of the processor.
NAMES = "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = Path(__file__).resolve().parent / "lab" / "settings.py"  # the same JupyterLab as a student's
OWN_FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


APPLICATIONS = {"jupyterlab": ("LabApp", "doc/tree"), "notebook": ("JupyterNotebookApp", "notebooks")}


@contextmanager
def running_lab(folder, state, settings=SETTINGS, application="jupyterlab"):
    """A JupyterLab server on `folder`, writing only to `state`, but for sockets; gives a function
    from file to address.

    `application` is "notebook" for Notebook 7 in its place.
    """
    name, page = APPLICATIONS[application]
    port, token = free_port(), secrets.token_hex(16)
    own = {name: str(Path(state) / place) for name, place in OWN_FOLDERS.items()}
    own |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", application, f"--config={settings}", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={folder}", f"--{name}.expose_app_in_browser=True"]
    if sys.platform == "linux":  # a port of a kernel is chosen first and opened later: others may take it
        command.append("--KernelManager.transport=ipc")
    # sockets stand in a folder with a short path: theirs has 107 bytes at most
    short = tempfile.TemporaryDirectory(prefix="lab", ignore_cleanup_errors=True)
    with open(Path(state) / "lab.log", "w") as log, short as own["JUPYTER_RUNTIME_DIR"]:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield lambda file: f"http://127.0.0.1:{port}/{page}/{quote(file)}?token={token}&reset"
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


@contextmanager
def open_browser(width=1360, height=1000, density=1):
    """A page of a headless Chromium; what goes wrong on it is collected in `page.problems`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=density)
        collect_problems(page)
        yield page
        browser.close()


def collect_problems(page):
    """From now on, `page.problems` lists what goes wrong on this page, and at which address."""
    page.problems = []
    tell = lambda message: page.problems.append(f"{message.text} ({message.location['url']})")
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: _is_a_fault(message) and tell(message))


def _is_a_fault(message):
    """True for an error, but not for Jupyter's own 500 when it is asked for its kernels while one starts."""
    is_the_servers_own = "status of 500" in message.text and "/api/kernels?" in message.location["url"]
    return message.type == "error" and not is_the_servers_own


def run_notebook(page, address, timeout=120, start=60):
    """Opens a notebook, runs all of its cells, and waits until the last one has finished.

    Its kernel may take `start` seconds to start, and all cells together `timeout` seconds.
    """
    page.goto(address)
    page.wait_for_function(
        "() => window.jupyterapp && window.jupyterapp.shell.currentWidget?.content?.widgets?.length",
        timeout=60_000,
    )
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'",
        timeout=start * 1000,
    )
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(ALL_CELLS_ARE_DONE, timeout=timeout * 1000)
    errors = page.evaluate(ERRORS)
    assert not errors, errors[0]


def show_cell(page, index):
    """Scrolls to the cell with this number, from 0, and gives its place on the page."""
    page.evaluate(
        "index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, 'start')", index
    )
    cell = page.locator(f".jp-Cell[data-windowed-list-index='{index}']")
    cell.wait_for()
    return cell


def in_kernel(page, expression):
    """What an expression gives in the kernel of the notebook on the page, as its `repr`."""
    return page.evaluate(IN_KERNEL, expression)


def sources_of(page):
    """The texts of all cells of the notebook on the page."""
    return page.evaluate(SOURCES)


def write_cell(page, index, source):
    """Writes a text into the cell with this number, over the one that is there."""
    page.evaluate(WRITE, [index, source])


SOURCES = "() => jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.sharedModel.source)"
WRITE = """([index, source]) =>
    jupyterapp.shell.currentWidget.content.widgets[index].model.sharedModel.setSource(source)"""
IN_KERNEL = """async code => {
    const {kernel} = jupyterapp.shell.currentWidget.sessionContext.session;
    const request = {code: '', silent: true, user_expressions: {asked: code}};
    const {content} = await kernel.requestExecute(request).done;
    return content.user_expressions.asked.data['text/plain'];
}"""
CODE_CELLS = """window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.source.trim())"""
ERRORS = f"""() => {CODE_CELLS}
    .flatMap(cell => cell.model.outputs.toJSON()).filter(output => output.output_type === 'error')
    .map(output => output.ename + ': ' + output.evalue)"""
ALL_CELLS_ARE_DONE = f"""() => {{
    const isIdle = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle';
    const areAllRun = {CODE_CELLS}.every(cell => cell.model.executionCount !== null);
    return ({ERRORS})().length > 0 || isIdle && areAllRun;
}}"""


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, server, seconds=60):
    """Waits for an answer: the server opens its port, closes it again, and listens some seconds later."""
    for _ in range(seconds * 10):
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped with exit code {server.returncode}")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/api")
            return connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not answer within {seconds} seconds")
