"""One statement of how many persons what befell."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.code.counts.grammar import Amount
from khaldun.model import CountKind, Sentence, Token


@dataclass(frozen=True, slots=True)
class Tally:
    """An amount of persons and what befell them. ``kind`` None: shot or stabbed, fate open. ``word`` says it."""

    sentence: Sentence
    kind: CountKind | None
    amount: Amount
    word: Token
    total: bool = False
    rule: str = "counts:effect"
