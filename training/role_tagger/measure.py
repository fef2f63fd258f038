"""Scores of a tagger on examples: by set and role the F1 of fillers (overlap), and how sure it was when right."""

from __future__ import annotations

from collections import defaultdict

from example import ROLES, Example, Range

Pieces = list[tuple[Range, list[list[float]]]]
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def spans(pieces: Pieces, role: int, threshold: float = 0.5) -> list[tuple[int, int, float]]:
    """Runs of pieces that are inside a filler of a role with at least ``threshold``: (start, stop, score)."""
    found: list[list] = []
    last = None
    for place, rows in pieces:
        _, begins, inside = rows[role]
        sure = begins + inside
        if sure < threshold:
            last = None
            continue
        fresh = last is None or (begins > inside and place[0] > last[1])  # a piece glued to the one before goes on
        if fresh:
            found.append([*place, [sure]])
        else:
            found[-1][1] = place[1]
            found[-1][2].append(sure)
        last = place
    return [(start, stop, sum(scores) / len(scores)) for start, stop, scores in found]


def _meets(a, b) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def report(examples: list[Example], answers: list[Pieces]) -> dict:
    """{set: {role: {threshold: [precision, recall, F1], "whole": share of examples wholly right}}}."""
    tally: dict = defaultdict(lambda: [0, 0, 0, 0, 0])
    for example, pieces in zip(examples, answers, strict=True):
        for n, role in enumerate(ROLES):
            if role not in example.roles:
                continue
            gold = example.roles[role]
            for threshold in THRESHOLDS:
                mine = [m for m in spans(pieces, n, threshold) if not any(_meets(m, s) for s in example.skip)]
                cell = tally[example.set, role, threshold]
                cell[0] += sum(any(_meets(m, g) for g in gold) for m in mine)
                cell[1] += len(mine)
                cell[2] += sum(any(_meets(m, g) for m in mine) for g in gold)
                cell[3] += len(gold)
                cell[4] += all(any(_meets(m, g) for g in gold) for m in mine) and all(
                    any(_meets(m, g) for m in mine) for g in gold
                )
    sizes = defaultdict(int)
    for example in examples:
        for role in example.roles:
            sizes[example.set, role] += 1
    made: dict = {}
    for (set_, role, threshold), (right, said, met, wanted, whole) in sorted(tally.items()):
        p, r = right / said if said else 0.0, met / wanted if wanted else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        cell = f"P {p:.3f} R {r:.3f} F1 {f:.3f} whole {whole / sizes[set_, role]:.3f} n {wanted}"
        made.setdefault(set_, {}).setdefault(role, {})[threshold] = cell
    return made
