"""Control groups and folders of this machine, one for each student; needs root."""

import os
from contextlib import suppress
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
N_PROCESSES = 256  # threads count
RUNTIME = Path("/run/mlp-class")  # short names: the address of a socket has at most 107 letters


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


def leave(root, name):
    """Removes the control groups of a student none of whose processes is left."""
    for group in [root / tree / "mlp-class" / name for tree in ("", "memory", "cpu", "pids")]:
        with suppress(OSError):
            group.rmdir()
