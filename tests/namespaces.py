"""Commands in a Linux namespace of their own: with disks that can be filled, without a way into the network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

import pytest


@cache
def unshare(kind: str) -> Sequence[str]:
    """What a command is begun with; `kind` is "mount" or "net". Root may do that, and others on most systems.

    Where somebody else than root may not, the test is passed over; where root may not, it fails.
    """
    begin = ["unshare", f"--{kind}", *(() if os.getuid() == 0 else ("--map-root-user",))]
    if shutil.which("unshare"):
        tried = subprocess.run([*begin, "true"], capture_output=True, text=True, check=False)
        if tried.returncode == 0:
            return begin
        why = tried.stderr
    else:
        why = "there is no unshare (util-linux)"
    if os.getuid() == 0:
        pytest.fail(f"no namespaces for root: {why}")
    pytest.skip(f"no namespaces for this user: {why}")
