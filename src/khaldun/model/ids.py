"""Ids made of content: what the text says where, never offsets, counters, scores, models or runs."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterable

_SEPARATOR = "\x1f"
_LENGTH = 16  # 80 bits: the chance of any collision among 10^9 records is about 4 in 10^7


def content_id(kind: str, parts: Iterable[str]) -> str:
    """``kind`` and a short hash of ``parts``, whitespace and Unicode form evened out, as in ``event-k3v7…``."""
    even = _SEPARATOR.join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)
    digest = hashlib.sha256(even.encode("utf-8", "surrogatepass")).digest()
    return f"{kind}-{base64.b32encode(digest).decode('ascii').lower()[:_LENGTH]}"


def sha256_hex(body: bytes) -> str:
    """The hexadecimal SHA-256 of ``body``."""
    return hashlib.sha256(body).hexdigest()
