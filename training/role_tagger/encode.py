"""How a sentence with a marked trigger becomes numbers; the product marks it (``khaldun/code/tagging.py``)."""

from __future__ import annotations

from example import ROLES, Example, Range

from khaldun.code.tagging import MARKS, Marked, mark

__all__ = ["IGNORED", "LONGEST", "MARKS", "labels", "mark"]

LONGEST = 176  # word pieces
IGNORED = -100


def labels(example: Example, marked: Marked, offsets: list[Range]) -> list[list[int]]:
    """For each piece and role 0 outside, 1 first of a filler, 2 inside; IGNORED where the set does not say."""
    made = []
    before = [False] * len(ROLES)
    for start, stop in offsets:
        place = marked.back(start, stop) if stop > start else None
        if place is None or any(a < place[1] and place[0] < b for a, b in example.skip):
            made.append([IGNORED] * len(ROLES))
            before = [False] * len(ROLES)
            continue
        row = []
        for n, role in enumerate(ROLES):
            if role not in example.roles:
                row.append(IGNORED)
                continue
            held = next(((a, b) for a, b in example.roles[role] if a < place[1] and place[0] < b), None)
            row.append(0 if held is None else 2 if before[n] and place[0] > held[0] else 1)
            before[n] = held is not None
        made.append(row)
    return made
