"""A student without a browser: joins a class or a plain server, opens a notebook, and moves its widgets.

It sends what JupyterLab sends: the same form, the same cookies, the same messages over the same websocket.
The benchmark and the tests of the class use it.
"""

import asyncio
import json
import re
import uuid
from contextlib import suppress
from urllib.parse import urlsplit

import requests
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"


class NotJoined(Exception):
    """The class did not let this student in; the text is the sentence that the page shows."""


class Account:
    """One student at one server: `session` holds the cookies, `server` is the address of their own server."""

    def __init__(self, address, token=None):
        self.address, self.server = address.rstrip("/"), address.rstrip("/")
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"token {token}"

    def join(self, name, pin, word):
        """Fills in the form of the class. Raises NotJoined with the sentence that the form shows."""
        self.session.get(f"{self.address}/hub/login", timeout=60)
        form = {"username": name, "password": pin, "class_word": word, "_xsrf": self._xsrf("/hub/")}
        reply = self.session.post(f"{self.address}/hub/login?next=%2Fhub%2Fhome", form, timeout=120)
        refused = re.search(r'class="login_error"[^>]*>([^<]*)<', reply.text)
        if refused or reply.status_code != 200:
            raise NotJoined(refused.group(1) if refused else f"status {reply.status_code}")
        self.user = re.search(r'user: "([^"]*)"', reply.text).group(1)
        self.server = f"{self.address}/user/{self.user}"
        return self

    async def start_server(self, seconds=120):
        """Asks for the student's own server, as the page after joining does, and waits until it is there."""
        await asyncio.to_thread(self.session.get, f"{self.address}/hub/spawn", timeout=seconds)
        for _ in range(4 * seconds):
            reply = await asyncio.to_thread(self.session.get, f"{self.server}/lab", timeout=seconds)
            if reply.ok and urlsplit(reply.url).path.startswith(f"/user/{self.user}/lab"):
                return self
            await asyncio.sleep(0.25)
        raise TimeoutError(f"The server of {self.user} was not there after {seconds} seconds")

    def ask(self, method, path, **options):
        """The server's answer to an API request of this student's page."""
        headers = {"X-XSRFToken": self._xsrf(urlsplit(self.server).path + "/") or ""}
        return self.session.request(method, f"{self.server}/{path}", headers=headers, timeout=120, **options)

    async def open(self, notebook):
        """A kernel for this notebook, connected."""
        wanted = {"name": notebook, "path": notebook, "type": "notebook", "kernel": {"name": "python3"}}
        reply = await asyncio.to_thread(self.ask, "POST", "api/sessions", json=wanted)
        reply.raise_for_status()
        return await Kernel(reply.json()["kernel"]["id"], self).connect()

    def _xsrf(self, path):
        """The token against forged requests that belongs to this path, from the cookies."""
        fitting = [
            cookie for cookie in self.session.cookies if cookie.name == "_xsrf" and cookie.path == path
        ]
        return fitting[0].value if fitting else None

    def headers_for(self, path):
        """The headers that a browser sends with a websocket to this path."""
        ready = self.session.prepare_request(requests.Request("GET", self.server + path))
        return {name: ready.headers[name] for name in ("Cookie", "Authorization") if name in ready.headers}


class Kernel:
    """A connected kernel: `widgets` maps each widget's id to its state; `told` collects what went wrong.

    `pictures` maps the id of a widget that shows one to a number that tells its pictures apart.
    """

    def __init__(self, kernel_id, account):
        self.id, self.account = kernel_id, account
        self.widgets, self.told, self.text, self.states = {}, [], "", []
        self.pictures = {}
        self.watchers = []  # functions of (kind, parent's id, content), asked at each message of the kernel
        self._idle, self._features, self._subshell = {}, [], None

    async def connect(self):
        path = f"/api/kernels/{self.id}/channels?session_id={uuid.uuid4().hex}"
        address = self.account.server.replace("http", "ws", 1) + path
        request = HTTPRequest(address, headers=self.account.headers_for(path))
        self.socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**28)
        self._reader = asyncio.ensure_future(self._read())
        await self._ask_for_subshell()
        return self

    async def _ask_for_subshell(self):
        """Where the kernel can, JupyterLab has the messages of widgets handled beside the cells, on a
        subshell."""
        for _ in range(12):  # what a kernel is asked while it starts anew may get lost: JupyterLab asks again
            with suppress(TimeoutError):
                await self.idle(self.send("kernel_info_request", {}), 10)
                break
        else:
            raise TimeoutError("The kernel has not said what it can, in two minutes.")
        if "kernel subshells" in self._features:
            await self.idle(self.send("create_subshell_request", {}, "control"), 120)

    async def close(self):
        self.socket.close()
        await asyncio.wait([self._reader], timeout=5)  # until the other side has closed, too
        self._reader.cancel()

    def send(self, kind, content, channel="shell"):
        """Sends one message; returns its id."""
        message_id = uuid.uuid4().hex
        header = {"msg_id": message_id, "msg_type": kind, "session": "s", "username": "", "version": "5.4"}
        if kind == "comm_msg":
            header["subshell_id"] = self._subshell
        self._idle[message_id] = asyncio.get_running_loop().create_future()
        parts = [channel, *(json.dumps(part) for part in (header | {"date": ""}, {}, {}, content))]
        parts = [part.encode() for part in parts]
        offsets = [8 * (len(parts) + 2)]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        numbers = [len(offsets), *offsets]
        packed = b"".join([number.to_bytes(8, "little") for number in numbers] + parts)
        self.socket.write_message(packed, binary=True)
        return message_id

    async def execute(self, code, seconds=600):
        """Runs one cell; returns the id of its message when the kernel is idle again."""
        wanted = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        message_id = self.send("execute_request", wanted | {"allow_stdin": False, "stop_on_error": True})
        await self.idle(message_id, seconds)
        return message_id

    async def idle(self, message_id, seconds=30):
        """Waits until the kernel has done what this message asks for."""
        await asyncio.wait_for(self._idle[message_id], seconds)
        del self._idle[message_id]

    def move(self, widget, **state):
        """Sends new values of a widget, as its view does when a hand moves it; returns the message's id."""
        self.widgets[widget].update(state)
        data = {"method": "update", "state": state, "buffer_paths": []}
        return self.send("comm_msg", {"comm_id": widget, "data": data})

    def of_cell(self, message_id, *models):
        """The widgets of these models that a cell made, in its order."""
        mine = [one for one, state in self.widgets.items() if state["parent"] == message_id]
        return [one for one in mine if self.widgets[one].get("_model_name") in models]

    async def _read(self):
        while (raw := await self.socket.read_message()) is not None:
            if isinstance(raw, bytes):
                self._take(raw)
        self.states.append("closed")

    def _take(self, raw):
        count = int.from_bytes(raw[:8], "little")
        places = [int.from_bytes(raw[8 * k : 8 * k + 8], "little") for k in range(1, count + 1)]
        header, parent = (json.loads(raw[places[k] : places[k + 1]]) for k in (1, 2))
        kind, parent_id = header["msg_type"], parent.get("msg_id")
        content = json.loads(raw[places[4] : places[5]])
        if kind == "comm_msg" and count > 6:  # what follows is the bytes of a picture
            self.pictures[content["comm_id"]] = hash(raw[places[5] :])
        note = getattr(self, f"_note_{kind}", None)
        if note:
            note(parent_id, content)
        for watch in self.watchers:
            watch(kind, parent_id, content)

    def _note_status(self, parent_id, content):
        self.states.append(content["execution_state"])
        waiting = self._idle.get(parent_id)
        if content["execution_state"] == "idle" and waiting and not waiting.done():
            waiting.set_result(None)

    def _note_kernel_info_reply(self, parent_id, content):
        self._features = content.get("supported_features", [])

    def _note_create_subshell_reply(self, parent_id, content):
        self._subshell = content["subshell_id"]

    def _note_comm_open(self, parent_id, content):
        self.widgets[content["comm_id"]] = content["data"].get("state", {}) | {"parent": parent_id}

    def _note_comm_msg(self, parent_id, content):
        state = content["data"].get("state", {})
        if content["data"].get("method") == "update" and content["comm_id"] in self.widgets:
            self.widgets[content["comm_id"]].update(state)
        if "This scene stopped" in str(state.get("value")):
            self.told.append(state["value"])

    def _note_error(self, parent_id, content):
        self.told.append(f"{content['ename']}: {content['evalue']}")

    def _note_stream(self, parent_id, content):
        self.text += content["text"]
        if content["name"] == "stderr":
            self.told.append(content["text"])
