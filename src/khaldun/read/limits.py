"""How much reading may cost: sizes, expansion and nesting beyond which an input is refused."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading; sizes in bytes.

    ``max_item_bytes``: one page, record or feed. The longest news pages with all their scripts stay below 10 MB,
    and the HTML parser refuses more than 20 MB.
    ``max_depth``: archives inside archives (a zip of .warc.gz is two).
    ``max_ratio``: how many times larger than its packed form an archive may become. News HTML packs 4 to 12 times,
    tables of near-equal rows up to 100 times; a bomb 1,000 times.
    ``ratio_from_bytes``: unpacked size from which the ratio counts, so that a small, very regular file passes.
    ``max_unpacked_bytes``: all that one archive may give. A CC-NEWS file holds 1 GB and unpacks to about 5 GB.
    ``max_members``: files of one zip. ``max_folders``: depth of folders in folders.
    """

    max_item_bytes: int = 20 * _MB
    max_depth: int = 3
    max_ratio: float = 200.0
    ratio_from_bytes: int = 10 * _MB
    max_unpacked_bytes: int = 50_000 * _MB
    max_members: int = 1_000_000
    max_folders: int = 64
