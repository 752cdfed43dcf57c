"""Joining the class: the class word lets one in, a name and a PIN of one's own open one's own account."""

import asyncio
import grp
import os
import pwd
import subprocess
from pathlib import Path
from secrets import compare_digest

from accounts import Accounts, Refused
from jupyterhub.auth import LocalAuthenticator
from tornado.web import HTTPError
from traitlets import Unicode

PAUSE = 1  # seconds that a wrong class word costs


class ClassAuthenticator(LocalAuthenticator):
    """Each student gets an account of the system, made when they join for the first time, with a home of its
    own."""

    folder = Unicode(help="holds hub/accounts.json and homes/", config=True)
    class_word = Unicode(help="told by the teacher in class; never stored", config=True)

    def __init__(self, **options):
        super().__init__(**options)
        self.accounts = Accounts(Path(self.folder) / "hub" / "accounts.json")
        self._one_at_a_time = asyncio.Lock()  # the lists of accounts, the system's and ours, have one writer

    async def authenticate(self, handler, data):
        if not compare_digest(data.get("class_word", "").strip().lower().encode(), self.class_word.encode()):
            await asyncio.sleep(PAUSE)
            raise HTTPError(403, "This is not the word of this class. Your teacher tells you the word.")
        async with self._one_at_a_time:
            try:
                joined = self.accounts.join, data.get("username", ""), data.get("password", "")
                return await asyncio.to_thread(*joined)
            except Refused as sentence:
                raise HTTPError(403, str(sentence)) from None

    async def add_system_user(self, user):
        async with self._one_at_a_time:
            await asyncio.to_thread(self._add, user.name)

    def system_user_exists(self, user):
        """True if the account is there and is one of ours: a name never opens anybody else's account."""
        try:
            found = pwd.getpwnam(user.name)
        except KeyError:
            return False
        if Path(found.pw_dir) != self._home(user.name):
            raise RuntimeError(f"The account {user.name} has its home in {found.pw_dir}, not in this class.")
        return Path(found.pw_dir).exists()

    def _home(self, account):
        return Path(self.folder) / "homes" / account

    def _add(self, account):
        """Makes the account, with the number that it had before, if any: after a move its files are its
        own."""
        uid, home = self.accounts.read().get(account, {}).get("uid"), self._home(account)
        if account not in {one.pw_name for one in pwd.getpwall()}:
            number = [] if uid is None or _is_taken(uid) else ["--uid", str(uid)]
            command = ["useradd", "--no-create-home", f"--home-dir={home}", "--user-group", *number]
            told = subprocess.run(
                [*command, "--shell=/usr/sbin/nologin", account], capture_output=True, text=True
            )
            if told.returncode:
                raise RuntimeError(f"The account {account} could not be made: {told.stderr.strip()}")
        made = pwd.getpwnam(account)
        if not home.exists():
            home.mkdir(mode=0o700)
            os.chown(home, made.pw_uid, made.pw_gid)
        elif home.stat().st_uid != made.pw_uid:
            subprocess.run(["chown", "-hR", f"{made.pw_uid}:{made.pw_gid}", home], check=True)
        self.accounts.write(account, uid=made.pw_uid)


def _is_taken(number):
    """True if some user or group has this number."""
    return number in {one.pw_uid for one in pwd.getpwall()} | {one.gr_gid for one in grp.getgrall()}
