"""What can go wrong in a lesson, with a real hub, real accounts and real kernels."""

import asyncio
import json
import os
import pwd
import stat
import subprocess
import urllib.request
from pathlib import Path

import psutil
import pytest
from class_client import NotJoined
from running_class import WORD

NOTEBOOK = "03_learning_rate.ipynb"
DEALT_OUT = "/proc/sys/net/ipv4/ip_local_port_range"
IDLE_SECONDS = 15  # after which a kernel ends


async def kernel_of(running_class, name, notebook=NOTEBOOK):
    """The kernel of this student's notebook, connected, and their account."""
    student = await running_class.student(name)
    return await student.open(notebook), student


async def printed(kernel, code):
    """What a cell with this code prints, or the error that it raises."""
    kernel.text, kernel.told = "", []
    await kernel.execute(code, seconds=60)
    return (kernel.text + "".join(kernel.told)).strip()


# At the door


def test_a_wrong_class_word_opens_nothing(running_class):
    with pytest.raises(NotJoined, match="not the word of this class"):
        running_class.join("Mallory", word="guessed")
    assert "Mallory" not in running_class.command("students").stdout


def test_who_joins_twice_comes_back_to_their_own_account_and_nobody_else_does(running_class):
    first, again = (running_class.join(name, "pin of Grace") for name in ("Grace", " grace "))
    assert first.user == again.user
    with pytest.raises(NotJoined, match="another PIN"):
        running_class.join("Grace", "a wrong PIN")


@pytest.mark.parametrize("name", ["김민준", "a/b", "Kim Min Jun", "root", "../../../etc", "100% sure"])
def test_an_odd_name_gets_a_home_inside_the_class(running_class, name):
    account = running_class.join(name).user
    home = Path(pwd.getpwnam(account).pw_dir)
    assert home.parent == running_class.folder / "homes" and home.is_dir()
    assert name in running_class.command("students").stdout


def test_a_name_of_300_letters_is_refused_in_a_sentence(running_class):
    with pytest.raises(NotJoined, match="at most 40 characters"):
        running_class.join("x" * 300)


def test_the_page_of_a_student_shows_the_real_name(running_class):
    student = running_class.join("김민준")
    page = student.session.get(f"{student.address}/hub/home").content.decode()
    assert '<span class="me-1">김민준</span>' in page


def test_thirty_who_join_at_the_same_moment_have_thirty_closed_homes(running_class, run):
    async def all_of_them():
        names = [f"Student {number}" for number in range(30)]
        return await asyncio.gather(*(asyncio.to_thread(running_class.join, name) for name in names))

    accounts = {student.user for student in run(all_of_them())}
    assert len(accounts) == 30
    for account in accounts:
        owner, home = pwd.getpwnam(account), running_class.home(account).stat()
        assert (home.st_uid, home.st_gid, stat.S_IMODE(home.st_mode)) == (owner.pw_uid, owner.pw_gid, 0o700)
        assert [owner.pw_gid] == os.getgrouplist(account, owner.pw_gid)


# A server of one's own


def test_a_server_has_a_port_that_the_system_gives_to_nobody_else(running_class, run):
    student = run(running_class.student("Ada"))
    owner, lowest = pwd.getpwnam(student.user).pw_uid, int(Path(DEALT_OUT).read_text().split()[0])
    own = {process.pid for process in psutil.process_iter() if process.uids().real == owner}
    listening = [one for one in psutil.net_connections("tcp") if one.pid in own and one.status == "LISTEN"]
    assert len(listening) == 1 and 1024 < listening[0].laddr.port < lowest


def test_a_student_gets_the_same_jupyterlab_as_alone(running_class, run):
    student = run(running_class.student("Ada"))
    page = student.session.get(f"{student.server}/")
    assert page.url.endswith("/lab/tree/00_start_here.ipynb")
    settings = page.text[page.text.index('id="jupyter-config-data"') :]
    assert '"mlp-lab"' in settings and "김" not in settings
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    output = {"output_type": "display_data", "data": view, "metadata": {}}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    saved = student.ask("PUT", "api/contents/mine.ipynb", json={"type": "notebook", "content": notebook})
    assert saved.ok
    stored = json.loads((running_class.home(student.user) / "notebooks" / "mine.ipynb").read_text())
    assert stored["cells"][0]["outputs"][0]["data"] == {}


def test_a_student_s_kernel_holds_no_debugger(running_class, run):
    async def look_inside():
        kernel, student = await kernel_of(running_class, "Ada")
        shown = await printed(kernel, "import sys; print(sys.modules['debugpy'])")
        return shown, student.ask("GET", "api/kernelspecs").json()["kernelspecs"]

    shown, kernels = run(look_inside())
    assert shown == "None"
    assert {name: one["spec"]["metadata"]["debugger"] for name, one in kernels.items()} == {"python3": False}


def test_a_student_cannot_reach_anything_of_others_or_of_the_hub(running_class, run):
    async def attempts():
        other = await running_class.student("Ben")
        kernel, student = await kernel_of(running_class, "Ada")
        places = [running_class.home(other.user), running_class.home(other.user) / "notebooks" / NOTEBOOK]
        places += [running_class.folder / "hub", running_class.folder / "hub" / "jupyterhub.sqlite"]
        places += [running_class.folder / "homes", Path("/run/mlp-class") / other.user, Path("/root")]
        shown = {}
        for place in places:
            read = "os.listdir" if place.is_dir() else "open"
            shown[place] = await printed(kernel, f"import os; {read}({str(place)!r})")
        write = f"open({str(running_class.folder / 'course' / 'notebooks' / NOTEBOOK)!r}, 'a')"
        shown["write"] = await printed(kernel, write)
        shown["kill"] = await printed(kernel, f"os.kill({running_class.server.pid}, 9)")
        return student, other, shown

    student, other, shown = run(attempts())
    refused = {place: words for place, words in shown.items() if not words.startswith("PermissionError")}
    assert refused == {}
    assert other.ask("GET", f"api/contents/{NOTEBOOK}").ok
    for path in (
        f"user/{other.user}/api/contents/{NOTEBOOK}",
        "hub/api/users",
        f"hub/api/users/{other.user}",
    ):
        assert student.session.get(f"{student.address}/{path}").status_code in (403, 404), path
    for path in ("..%2F..%2F..%2Fhub%2Fjupyterhub.sqlite", "%2Fetc%2Fpasswd", "..%2F.given.json"):
        assert student.ask("GET", f"api/contents/{path}").status_code in (400, 403, 404), path
    assert student.ask("GET", "files/..%2F..%2F..%2Fhub%2Faccounts.json").status_code in (400, 403, 404)


def test_two_tabs_of_a_student_share_kernel_and_files(running_class, run):
    async def two_tabs():
        one, student = await kernel_of(running_class, "Ada", "01_parameters_and_hyperparameters.ipynb")
        other = running_class.join("ada", "pin of Ada")
        two = await (await other.start_server()).open("01_parameters_and_hyperparameters.ipynb")
        assert (two.id, other.user) == (one.id, student.user)
        slider = "import ipywidgets; slider = ipywidgets.IntSlider(3); slider"
        message = await one.execute(slider)
        widget = one.of_cell(message, "IntSliderModel")[0]
        two.widgets.setdefault(widget, {})
        await two.idle(two.move(widget, value=7))
        return await printed(one, "print(slider.value)")

    assert run(two_tabs()) == "7"


# What breaks


def test_a_kernel_that_wants_too_much_memory_is_told_and_others_go_on(running_class, run):
    async def too_much():
        kernel, _ = await kernel_of(running_class, "Ada")
        other, _ = await kernel_of(running_class, "Ben")
        await printed(kernel, "kept = 1")
        told = await printed(kernel, "x = b'x' * (4 << 30)")
        return told, await printed(kernel, "print(kept)"), await printed(other, "print('goes on')")

    assert run(too_much()) == ("MemoryError:", "1", "goes on")


def test_a_kernel_killed_for_memory_comes_back_and_others_go_on(running_class, run):
    """Shared memory counts for the student's group only: there the system's own guard kills the kernel."""
    fill = "import mmap; m = mmap.mmap(-1, 1500 << 20)\nfor k in range(1500): m.write(b'x' * (1 << 20))"

    async def killed():
        kernel, student = await kernel_of(running_class, "Ada")
        other, _ = await kernel_of(running_class, "Ben")
        process = int(await printed(kernel, "import os; print(os.getpid())"))
        has_group = "mlp-class" in Path(f"/proc/{process}/cgroup").read_text()
        kernel.send("execute_request", {"code": fill if has_group else "os.kill(os.getpid(), 9)"})
        for _ in range(300):
            if "restarting" in kernel.states or "autorestarting" in kernel.states:
                break
            await asyncio.sleep(0.1)
        again, _ = await kernel_of(running_class, "Ada")
        return kernel.states, await printed(again, "print('back')"), await printed(other, "print('goes on')")

    states, back, goes_on = run(killed())
    assert {"restarting", "autorestarting"} & set(states)
    assert (back, goes_on) == ("back", "goes on")


def test_kernels_and_files_survive_a_restart_of_the_hub_in_the_middle_of_a_lesson(running_class, run):
    async def restart():
        kernel, student = await kernel_of(running_class, "Ada")
        await printed(kernel, "kept = 'kept'; open('note.txt', 'w').write('kept')")
        hubs = hub_processes(running_class)
        assert running_class.command("restart").returncode == 0
        meanwhile = []
        while hub_processes(running_class) & hubs or running_class.command("health").returncode:
            meanwhile.append(await printed(kernel, "print(kept)"))
        same = await student.open(NOTEBOOK)
        running_class.join("Latecomer")
        return meanwhile, same.id == kernel.id, await printed(same, "print(open('note.txt').read())"), student

    meanwhile, is_same, note, student = run(restart())
    assert set(meanwhile) == {"kept"} and is_same and note == "kept"
    assert student.session.get(f"{student.address}/hub/home").ok  # no need to join again


def test_a_hub_that_dies_is_started_again(running_class, run):
    hubs = hub_processes(running_class)
    for process in hubs:
        process.kill()
    while hub_processes(running_class) & hubs:
        psutil.wait_procs(hubs, 1)
    running_class.wait()
    assert run(running_class.student("Ada")).ask("GET", "api/status").ok


def hub_processes(running_class):
    children = psutil.Process(running_class.server.pid).children()
    alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return {child for child in alive if "jupyterhub" in " ".join(child.cmdline())}


def test_on_a_full_disk_saving_fails_in_words_and_the_old_file_stays(running_class, run):
    student = running_class.join("Full")
    home, owner = running_class.home(student.user), pwd.getpwnam(student.user)
    options = f"size=12m,mode=700,uid={owner.pw_uid},gid={owner.pw_gid}"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", home], capture_output=True).returncode:
        pytest.skip("This machine lets nobody mount a small disk.")

    async def fill():
        kernel = await (await student.start_server()).open(NOTEBOOK)
        return await printed(kernel, "open('../filler', 'wb').write(b'x' * (12 << 20))")

    assert "No space left" in run(fill())
    own = home / "notebooks" / NOTEBOOK
    before = own.read_text()
    content = json.loads(before)
    content["cells"][0]["source"] = "x" * 2_000_000
    saved = student.ask("PUT", f"api/contents/{NOTEBOOK}", json={"type": "notebook", "content": content})
    assert not saved.ok and "space" in saved.json()["message"].lower()
    assert own.read_text() == before
    (home / "filler").unlink()
    assert student.ask("PUT", f"api/contents/{NOTEBOOK}", json={"type": "notebook", "content": content}).ok


def test_a_damaged_notebook_is_kept_beside_a_fresh_copy_at_the_next_start(running_class, run):
    student = running_class.join("Unlucky")
    folder = running_class.home(student.user) / "notebooks"
    owner = pwd.getpwnam(student.user)
    folder.mkdir()
    (folder / NOTEBOOK).write_text('{"cells": [{"so')
    for path in (folder, folder / NOTEBOOK):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    run(student.start_server())
    assert student.ask("GET", f"api/contents/{NOTEBOOK}").json()["type"] == "notebook"
    assert (folder / NOTEBOOK.replace(".ipynb", ".damaged.ipynb")).read_text() == '{"cells": [{"so'


# In the end


def test_the_class_says_that_it_is_well(running_class):
    assert running_class.command("health").returncode == 0
    assert urllib.request.urlopen(f"{running_class.address}/hub/health").status == 200


def test_no_secret_is_in_a_log_a_file_of_a_student_a_command_or_a_kernel(running_class, run):
    async def environment():
        kernel, student = await kernel_of(running_class, "Ada")
        shown = await printed(kernel, "import os; print(dict(os.environ))")
        tokens = await printed(kernel, "print([word for word in os.environ if 'TOKEN' in word])")
        return shown, tokens, student

    shown, tokens, student = run(environment())
    assert tokens == "[]" and WORD not in shown
    commands = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    cookies = [cookie.value for cookie in student.session.cookies if "session-id" not in cookie.name]
    secrets = [WORD, "pin of Ada", "pin of Ben", "pin of Grace", "a wrong PIN", *cookies]
    places = [running_class.log.read_text(), *commands, student.session.get(f"{student.server}/lab").url]
    places += [path.read_text("utf-8", "replace") for path in files_below(running_class.home(student.user))]
    assert [(secret, place[:80]) for secret in secrets for place in places if secret in place] == []


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 5_000_000]


def test_an_idle_kernel_ends(running_class, run):
    async def wait():
        kernel, student = await kernel_of(running_class, "Idle")
        for _ in range(60):
            if not student.ask("GET", "api/kernels").json():
                return True
            await asyncio.sleep(1)

    assert run(wait())
