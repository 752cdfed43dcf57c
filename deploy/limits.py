"""What one student may use: memory, processors and processes, so that one cannot stop the others.

Two kinds of limit work together. Every process of a student has limits of its own, which work everywhere.
Where the hub may make control groups, as on a Linux machine without a container around it, all processes of
a student together have a limit besides.
"""

import os
import resource
import socket
from itertools import count
from pathlib import Path
from random import randrange

from groups import GROUPS, N_PROCESSES, control_group, leave
from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Integer, Unicode

LARGEST_FILE = 500 * 2**20
DEALT_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")  # the ports that Linux gives to whoever asks


def ports():
    """Free ports for servers, one after another, below those that Linux deals out.

    A port that was dealt out is free when it is asked for. When the server opens it, a second later, one of a
    hundred kernels may have it, and the student would have no server.
    """
    low = int(DEALT_OUT.read_text().split()[0])
    for number in count(randrange(low)):
        port = low // 2 + number % (low // 2)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                yield port


class LimitedSpawner(LocalProcessSpawner):
    """A student's server as a process of their own account, within limits."""

    megabytes = Integer(1024, help="of memory, for one student", config=True)
    processors = Integer(100, help="per cent of one processor, for one student", config=True)
    group_root = Unicode(str(GROUPS), help="where the system's control groups are", config=True)
    _ports = ports()  # of all servers of this hub

    async def start(self):
        self.port = next(self._ports)
        return await super().start()

    def make_preexec_fn(self, name):
        become = super().make_preexec_fn(name)
        enter = control_group(Path(self.group_root), name, self.megabytes, self.processors)
        size = self.megabytes * 2**20

        def limit_and_become():
            for file in enter:
                file.write_text("0")  # this process
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_NPROC, (N_PROCESSES, N_PROCESSES))
            os.nice(5)  # the hub and its proxy come first
            os.umask(0o077)
            become()

        return limit_and_become

    async def stop(self, now=False):
        await super().stop(now)
        leave(Path(self.group_root), self.user.name)
