"""What libraries log may hold words of articles, and signs that steer a terminal: it is shown to nobody."""

from __future__ import annotations

import logging
import sys
import warnings


def keep_back() -> None:
    """Keeps logs and warnings of libraries off stderr, unless somebody has set up where they go."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
