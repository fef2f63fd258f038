"""Whether a deed happened, was tried, planned, called for, threatened or denied."""

from __future__ import annotations

from khaldun.code.status.assign import judge

__all__ = ["judge"]
