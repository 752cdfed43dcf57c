"""JupyterHub for a class on one machine. class_server.py starts it, and says in the environment what
differs."""

import os
import pwd
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from accounts import Accounts
from groups import runtime_folder
from joining import ClassAuthenticator
from limits import LimitedSpawner

COURSE = HERE.parent
FOLDER = Path(os.environ["CLASS_FOLDER"])
HUB = FOLDER / "hub"
ACCOUNTS = Accounts(HUB / "accounts.json")

c = get_config()
c.JupyterHub.authenticator_class = ClassAuthenticator
c.ClassAuthenticator.folder = str(FOLDER)
c.ClassAuthenticator.class_word = os.environ.pop("CLASS_WORD")
c.ClassAuthenticator.create_system_users = True
c.ClassAuthenticator.allow_all = True  # whoever knows the class word

c.JupyterHub.spawner_class = LimitedSpawner
c.LimitedSpawner.megabytes = int(os.environ["CLASS_MEGABYTES"])
c.Spawner.cmd = [sys.executable, str(HERE / "open_student.py"), str(COURSE)]
c.Spawner.cmd += [sys.executable, str(HERE / "student_main.py"), f"--config={HERE / 'student_server.py'}"]
c.Spawner.notebook_dir = "~/notebooks"
c.Spawner.default_url = f"/lab/tree/{min(path.name for path in (COURSE / 'notebooks').glob('*.ipynb'))}"
c.Spawner.disable_user_config = True
c.Spawner.start_timeout = 180  # thirty start at the same time, on two processors
c.Spawner.http_timeout = 180
c.LimitedSpawner.interrupt_timeout = 10
c.Spawner.environment = {
    "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
    "PYTHONPATH": str(COURSE),
    "PYTHONDONTWRITEBYTECODE": "1",
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(runtime_folder_of(spawner.user.name)),
    "MLP_LET_GO": str(FOLDER / "let_go"),
    "STUDENT_NAME": lambda spawner: ACCOUNTS.name_of(spawner.user.name),
}
if "CLASS_IDLE_SECONDS" in os.environ:
    c.Spawner.environment["CLASS_IDLE_SECONDS"] = os.environ["CLASS_IDLE_SECONDS"]
c.Spawner.env_keep = ["LANG", "LC_ALL"]  # nothing else of root's


def runtime_folder_of(account):
    student = pwd.getpwnam(account)
    return runtime_folder(account, student.pw_uid, student.pw_gid)


# The hub may be restarted in the middle of a lesson: servers and kernels go on, and the proxy leads to them
# meanwhile.
c.JupyterHub.cleanup_servers = False
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = os.environ["CLASS_PROXY_API"]
c.JupyterHub.bind_url = os.environ["CLASS_ADDRESS"]
c.JupyterHub.hub_bind_url = os.environ["CLASS_HUB"]
c.JupyterHub.db_url = f"sqlite:///{HUB / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(HUB / "cookie_secret")
c.JupyterHub.concurrent_spawn_limit = 0  # all may start at the beginning of a lesson
c.JupyterHub.template_paths = [str(HERE / "templates")]
c.JupyterHub.template_vars = {"real_name": lambda user: "" if user is None else ACCOUNTS.name_of(user.name)}
c.JupyterHub.services = [{"name": "class", "api_token": os.environ.pop("CLASS_TOKEN")}]
c.JupyterHub.load_roles = [
    {"name": "class", "services": ["class"], "scopes": ["shutdown", "list:users", "servers"]}
]
