"""Reads files, folders, feeds, archives and streams into raw items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khaldun.read.limits import Limits
    from khaldun.read.source import read_bytes, read_paths

__all__ = ["Limits", "read_bytes", "read_paths"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are first asked for."""
    if name == "Limits":
        from khaldun.read.limits import Limits

        return Limits
    if name in ("read_bytes", "read_paths"):
        from khaldun.read import source

        return getattr(source, name)
    raise AttributeError(f"module 'khaldun.read' has no attribute '{name}'")
