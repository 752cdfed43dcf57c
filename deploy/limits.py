"""What one student may use: memory, processors and processes, so that one cannot stop the others.

Two kinds of limit work together. Every process of a student has limits of its own, which work everywhere.
Where the hub may make control groups, as on a Linux machine without a container around it, all processes of
a student together have a limit besides.
"""

import os
import resource
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Integer, Unicode

GROUPS = Path("/sys/fs/cgroup")
N_PROCESSES = 256  # threads count
LARGEST_FILE = 500 * 2**20
RUNTIME = Path("/run/mlp-class")  # short names: the address of a socket has at most 107 letters


class LimitedSpawner(LocalProcessSpawner):
    """A student's server as a process of their own account, within limits."""

    megabytes = Integer(1024, help="of memory, for one student", config=True)
    processors = Integer(100, help="per cent of one processor, for one student", config=True)
    group_root = Unicode(str(GROUPS), help="where the system's control groups are", config=True)

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


def control_group(root, name, megabytes, processors):
    """Makes the control group of one student; returns the files by which a process enters it, none if it
    cannot."""
    memory, share = megabytes * 2**20, processors * 1000
    if (root / "cgroup.controllers").exists():
        wanted = {"": {"memory.max": memory, "cpu.max": f"{share} 100000", "pids.max": N_PROCESSES}}
    else:  # the older kind has a tree for each controller
        wanted = {
            "memory": {"memory.limit_in_bytes": memory},
            "cpu": {"cpu.cfs_quota_us": share},
            "pids": {"pids.max": N_PROCESSES},
        }
    try:
        return [_made(root / tree, name, limits) for tree, limits in wanted.items()]
    except OSError:  # a container often shows the groups, and lets nobody make one
        return []


def _made(tree, name, limits):
    group = tree / "mlp-class" / name
    for above in (tree, group.parent):
        if (above / "cgroup.subtree_control").exists():
            group.parent.mkdir(exist_ok=True)
            (above / "cgroup.subtree_control").write_text("+memory +cpu +pids")
    group.mkdir(parents=True, exist_ok=True)
    for file, value in limits.items():
        (group / file).write_text(str(value))
    return group / "cgroup.procs"


def runtime_folder(account, uid, gid):
    """A folder for the sockets of a student's kernels, which only they can enter."""
    RUNTIME.mkdir(mode=0o711, exist_ok=True)
    folder = RUNTIME / account
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, uid, gid)
    return folder
