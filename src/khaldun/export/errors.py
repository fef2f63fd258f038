"""What can go wrong with an export."""

from __future__ import annotations


class ExportError(Exception):
    """A file cannot be written; the message says why."""
