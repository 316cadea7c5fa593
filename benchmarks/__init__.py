"""Measures. Arithmetic has one thread here: speeds are ratios of programs, not of machines."""

import os

from events.workers import THREADS

os.environ.update(dict.fromkeys(THREADS, "1"))  # read when numpy is first imported
