"""Loads the extraction library without its remarks: it may open connections, which we never do."""

from __future__ import annotations

import warnings
from functools import cache
from types import ModuleType


@cache
def trafilatura() -> ModuleType:
    """The library. Its downloader's hint that SOCKS proxies need a further package is of no use here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SOCKS support")
        import trafilatura as library
    return library
