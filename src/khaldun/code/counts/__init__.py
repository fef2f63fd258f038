"""How many were killed, injured, arrested …: numbers are read and given to events."""

from __future__ import annotations

from khaldun.code.counts.assign import find

__all__ = ["find"]
