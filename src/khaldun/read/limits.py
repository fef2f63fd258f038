"""How much reading may cost: sizes, expansion and nesting beyond which an input is refused."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading; all sizes in bytes.

    ``item``: one page, record or feed. The longest news pages with all their scripts stay below 10 MB, and the
    HTML parser refuses more than 20 MB.
    ``ratio``: how many times larger than its packed form an archive may become. News HTML packs 4 to 12 times,
    tables of near-equal rows up to 100 times; a bomb 1,000 times.
    ``ratio_from``: unpacked size from which the ratio counts, so that a tiny, very regular file passes.
    ``unpacked``: all that one archive may give. A CC-NEWS file holds 1 GB and unpacks to about 5 GB.
    ``members``: entries of one zip. ``nesting``: archives inside archives (a zip of .warc.gz is two).
    ``folders``: depth of folders in folders.
    """

    item: int = 20 * _MB
    ratio: float = 200.0
    ratio_from: int = 10 * _MB
    unpacked: int = 50_000 * _MB
    members: int = 1_000_000
    nesting: int = 4
    folders: int = 64
