"""Khaldun reads news reports and writes down who did what to whom, when, where, and who says so.

``khaldun.open(path)`` opens a project file; ``khaldun.code_text(text, date=…)`` codes one text. Both load what
they need when called; importing the package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khaldun.api import Coding, OpenProject, Records, code_text, open  # noqa: A004 - khaldun.open, as in gzip.open

__version__ = "0.1.0"

__all__ = ["Coding", "OpenProject", "Records", "__version__", "code_text", "open"]


def __getattr__(name: str) -> object:
    """Load the public interface on first use."""
    if name in __all__:
        from khaldun import api

        return getattr(api, name)
    raise AttributeError(f"module 'khaldun' has no attribute {name!r}")
