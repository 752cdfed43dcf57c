"""Who is in the class: a student's real name, the account of the system it belongs to, and a secret,
hashed."""

import hashlib
import hmac
import json
import os
import re
import secrets
import time
import unicodedata
from pathlib import Path

LONGEST_NAME, SHORTEST_PIN, LONGEST_PIN = 40, 4, 100
N_TRIES, PAUSE = 5, 60  # after so many wrong PINs an account waits so many seconds
COST = {"n": 2**14, "r": 8, "p": 1}  # of scrypt: 16 MB and about 50 ms for each PIN that is tried


class Refused(Exception):
    """A student cannot join; the text is the sentence that they read."""


def real_name(typed):
    """The name as it is shown: one way to write each letter, single spaces. Raises Refused for an unfit
    one."""
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not name:
        raise Refused("Please write your name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} characters; this one has {len(name)}.")
    if unfit := [one for one in name if unicodedata.category(one)[0] in "CS"]:
        raise Refused(f"A name has no {ascii(unfit[0])}: please use letters, digits, spaces and punctuation.")
    return name


def account_name(name, of_class=""):
    """The name of a student's account: what is Latin in their own, and a number that no other name has, nor
    the same name in another class on this machine.

    The same name gives the same account, however it is capitalised. It fits every system and every address:
    "Kim Min-jun" gives mlp-kim-min-jun-…, "김민준" mlp-….
    """
    folded = unicodedata.normalize("NFKC", name.casefold())
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    latin = re.sub("[^a-z0-9]+", "-", plain)[:14].strip("-")
    return "-".join(
        filter(None, ["mlp", latin, hashlib.sha256((of_class + folded).encode()).hexdigest()[:8]])
    )


class Accounts:
    """The accounts in a file that only the hub can read. A PIN is kept as its scrypt hash, never as it is."""

    def __init__(self, path):
        self.path = Path(path)
        self._wrong = {}  # from an account to how many wrong PINs in a row, and when the last one was tried

    def account_of(self, name):
        """The account of a name in this class, which has a mark of its own from its first day."""
        mark = self.path.with_name("mark")
        if not mark.exists():
            mark.write_text(secrets.token_hex(8))
        return account_name(name, mark.read_text())

    def read(self):
        """From each account to its `name`, `salt`, `hash` and, once the system knows it, `uid`."""
        return json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}

    def write(self, account, **facts):
        """Adds facts to one account. The file is whole at every moment."""
        everyone = self.read()
        facts = everyone.get(account, {}) | facts
        everyone[account] = {name: fact for name, fact in facts.items() if fact is not None}
        draft = self.path.with_suffix(".new")
        with open(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(everyone, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)

    def forget_pin(self, typed):
        """Lets a student who has lost their PIN choose a new one. Raises Refused for a name that never
        joined."""
        account = self.account_of(real_name(typed))
        if account not in self.read():
            raise Refused(f"Nobody has joined as {typed}.")
        self.write(account, salt=None, hash=None)

    def name_of(self, account):
        """The real name, or the account's where nobody has joined with it."""
        return self.read().get(account, {}).get("name", account)

    def join(self, typed, pin):
        """The account of a student who has their own PIN, or who chooses one by joining for the first
        time."""
        name = real_name(typed)
        account = self.account_of(name)
        known = self.read().get(account)
        if known is None or "hash" not in known:
            self._open(account, name, pin)
        else:
            self._compare(account, known, pin)
        return account

    def _open(self, account, name, pin):
        if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
            raise Refused(
                f"Choose a PIN of your own, with {SHORTEST_PIN} to {LONGEST_PIN} characters; you need it"
                " again in the next lesson."
            )
        salt = secrets.token_hex(16)
        self.write(account, name=name, salt=salt, hash=hashed(pin, salt))

    def _compare(self, account, known, pin):
        count, last = self._wrong.get(account, (0, 0))
        if count >= N_TRIES and time.monotonic() < last + PAUSE:
            raise Refused(f"This PIN was wrong {count} times. Please wait a minute, or ask your teacher.")
        if not hmac.compare_digest(hashed(pin[:LONGEST_PIN], known["salt"]), known["hash"]):
            self._wrong[account] = count + 1, time.monotonic()
            raise Refused(
                f"{known['name']} has joined before, with another PIN. Please write that PIN, or add"
                " something to your name."
            )
        self._wrong.pop(account, None)


def hashed(pin, salt):
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **COST).hex()
