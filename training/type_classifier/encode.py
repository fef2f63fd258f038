"""How a marked sentence becomes numbers; the shipped classifier must do exactly the same."""

from __future__ import annotations

from examples import Example

MARKS = {
    "source": ("[unused1]", "[unused2]"),
    "target": ("[unused3]", "[unused4]"),
    "trigger": ("[unused5]", "[unused6]"),
}
LONGEST = 160  # word pieces; longer sentences are cut


def marked(example: Example) -> str:
    """The sentence with marks around source and target."""
    cuts = []
    for name in ("source", "target"):
        span = getattr(example, name)
        if span:
            cuts += [(span[0], 1, MARKS[name][0] + " "), (span[1], 0, " " + MARKS[name][1])]
    text = example.text
    for at, _, mark in sorted(cuts, reverse=True):
        text = text[:at] + mark + text[at:]
    return text
