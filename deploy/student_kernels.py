"""A student's kernels: nothing that a cell prints by accident may be a secret, and none holds a debugger."""

import os
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import default

SECRET = "TOKEN", "SECRET", "PASSWORD", "JUPYTERHUB_"


class KernelWithoutSecrets(ServerKernelManager):
    """A kernel that does not inherit the server's token: a cell may print `os.environ`."""

    async def _async_pre_start_kernel(self, **options):
        environment = options.pop("env", None) or os.environ
        open_to_all = {
            name: value for name, value in environment.items() if not any(word in name for word in SECRET)
        }
        return await super()._async_pre_start_kernel(env=open_to_all, **options)

    pre_start_kernel = _async_pre_start_kernel


class OnlyOurKernel(KernelSpecManager):
    """Knows the kernel in the folder `kernels`, and no other."""

    @default("kernel_dirs")
    def _beside_this_file(self):
        return [str(Path(__file__).with_name("kernels"))]
