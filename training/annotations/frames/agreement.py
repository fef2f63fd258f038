"""How far two passes over the same sentences agree, field by field: ``python agreement.py``.

Events of the two passes are matched when a trigger word of one overlaps one of the other, those of the same type first.
Fields are compared on matched events: labels by the share that is equal, phrases by F1 (exact, and heads only), counts
by the share of equal ranges where either pass has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frames import COUNTS, PARTS, ROWS, Frame, Row, rows

SECOND = Path(__file__).with_name("second_pass.jsonl")
Pair = tuple[Frame, Frame]


def main() -> None:
    """Print the table."""
    first = {(row.set, row.id, row.start): row for row in rows(ROWS)}
    both = [(first[row.set, row.id, row.start], row) for row in rows(SECOND)]
    pairs = [pair for one, other in both for pair in matched(one, other)]
    total = sum(len(one.frames) + len(other.frames) for one, other in both)
    print(f"{len(both)} sentences, {len(pairs)} events in both passes, F1 {2 * len(pairs) / total:.3f}")
    for label in ("type", "status", "stance", "trigger"):
        print(f"{label:12}{sum(getattr(a, label) == getattr(b, label) for a, b in pairs) / len(pairs):.3f}")
    for part in PARTS:
        phrases, heads = f1(pairs, part, head=False), f1(pairs, part, head=True)
        print(f"{part:12}{phrases:.3f} exact  {heads:.3f} heads")
    for count in COUNTS:
        told = [(getattr(a, count), getattr(b, count)) for a, b in pairs if getattr(a, count) or getattr(b, count)]
        print(f"{count:12}{sum(a == b for a, b in told)} of {len(told)} equal")


def matched(one: Row, other: Row) -> Iterator[Pair]:
    """The events that both passes have."""
    left, right = list(one.frames), list(other.frames)
    for same in (True, False):
        for frame in tuple(right):
            taken = next((f for f in left if meets(f, frame) and (f.type == frame.type) is same), None)
            if taken:
                left.remove(taken)
                right.remove(frame)
                yield taken, frame


def meets(one: Frame, other: Frame) -> bool:
    """Whether a trigger word of one overlaps one of the other."""
    return any(a < d and c < b for a, b in (one.trigger, *one.also) for c, d in (other.trigger, *other.also))


def f1(pairs: list[Pair], part: str, *, head: bool) -> float:
    """F1 of the phrases (or only the heads) of one part over matched events; 1.0 where neither has any."""
    both = size = 0
    for one, other in pairs:
        a, b = spans(one, part, head), spans(other, part, head)
        both, size = both + len(a & b), size + len(a) + len(b)
    return 2 * both / size if size else 1.0


def spans(frame: Frame, part: str, head: bool) -> set[tuple[int, int]]:
    """Offsets of a part's phrases, or of their heads."""
    return {(f.head_start, f.head_stop) if head else (f.start, f.stop) for f in getattr(frame, part)}


if __name__ == "__main__":
    main()
