"""Starts a student's kernel as where no debugger is installed: its hundred modules are 8 MB in every kernel.

Besides, a debugger at work listens on a port, to everybody on this machine.
"""

import sys

sys.path.pop(0)  # this folder; ipykernel puts the notebook's in its place
sys.modules["debugpy"] = None  # an import of it fails

from ipykernel.kernelapp import launch_new_instance

launch_new_instance()
