"""What the learned tagger of roles has not seen: on the sets it was trained on, its roles count from every tenth group.

``training/role_tagger`` holds out a group (a sentence by its letters, or a whole report by its id) by the same number.
"""

from __future__ import annotations

import re
import zlib

from khaldun.evaluate.calibration.answer import Answer

_PARTS = 10
_ROLES = frozenset({"actor", "recipient", "place", "time", "instrument"})
"""Fields that the tagger fills, corrects or leaves alone: all of them are better where it has learned."""


def sentence_group(text: str) -> str:
    """The group of a sentence: what two copies of it share, whatever their spacing and quotation marks."""
    return re.sub(r"[\W_]+", "", text).lower()


def is_apart(group: str) -> bool:
    """Whether a group was held out of training."""
    return zlib.crc32(group.encode()) % _PARTS == 0


def is_fair(answer: Answer, group: str) -> bool:
    """Whether an answer from a set that the tagger was trained on says something about other texts."""
    return answer.field not in _ROLES or is_apart(group)
