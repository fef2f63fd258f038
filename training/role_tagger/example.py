"""One training example of the role tagger, and the roles it tags. The file of examples stays outside the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROLES = ("actor", "recipient", "place", "name", "instrument", "time")
"""``place`` is the whole phrase of where it happened ("a market in Kano"), ``name`` only the name on the map ("Kano");
``recipient`` is whoever or whatever was acted upon, things included."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with one marked trigger. ``roles`` has an entry for each role that its set annotates, empty where the
    set says that nobody fills it; a role without entry is unknown. ``skip``: passages about which nothing is known.
    ``group`` is what must not be torn apart between training and measuring."""

    set: str
    group: str
    text: str
    trigger: Range
    roles: dict[str, list[Range]]
    skip: list[Range]


def key(text: str) -> str:
    """What two copies of a sentence share, whatever their spacing and quotation marks."""
    return re.sub(r"[\W_]+", "", text).lower()


def write(path: Path, examples: Iterable[Example]) -> int:
    """Write examples as JSON lines; gives how many."""
    number = 0
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            number += 1
    return number


def read(path: Path) -> Iterator[Example]:
    """Read what ``write`` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            roles = {name: [(a, b) for a, b in spans] for name, spans in row["roles"].items()}
            skip = [(a, b) for a, b in row["skip"]]
            trigger = (row["trigger"][0], row["trigger"][1])
            yield Example(row["set"], row["group"], row["text"], trigger, roles, skip)
