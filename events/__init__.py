"""Dateline: who did what to whom, where and when, read from news articles."""

__version__ = "0.1.0"
