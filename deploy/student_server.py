"""A student's own server in the class: the same JupyterLab as `make lab`, with what a class needs besides."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
IDLE = int(os.environ.get("CLASS_IDLE_SECONDS", 3600))

c = get_config()
load_subconfig("settings.py", path=str(HERE.parent / "tools" / "lab"))
c.ServerApp.root_dir = str(Path.home() / "notebooks")
c.ServerApp.allow_root = False
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False, "jupyter_server_terminals": False}  # some MB each
# An idle kernel ends, also if its page is still open; then the server itself. Files stay.
c.MappingKernelManager.cull_idle_timeout = IDLE
c.MappingKernelManager.cull_interval = min(60, max(1, IDLE // 4))
c.MappingKernelManager.cull_connected = True
c.ServerApp.shutdown_no_activity_timeout = 2 * IDLE
c.ServerApp.kernel_manager_class = "jupyter_server.services.kernels.kernelmanager.AsyncMappingKernelManager"
c.AsyncMappingKernelManager.kernel_manager_class = "student_kernels.KernelWithoutSecrets"
c.ServerApp.kernel_spec_manager_class = "student_kernels.OnlyOurKernel"  # no debugger: 8 MB less in each
# Sockets in a folder that only the student can enter: a port could be listened to by everybody on this
# machine.
c.KernelManager.transport = "ipc"
# One kernel uses one processor: thirty of them have no idle one to share.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
