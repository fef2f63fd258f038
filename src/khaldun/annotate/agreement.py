"""One name, one kind in a report: what a name's clearest mention tells about it holds for the others.

The language model sees one sentence at a time and calls a town a person in the next; only its own guesses change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.annotate import words
from khaldun.model import Mention, MentionKind, Sentence, content_id

_GUESSED = frozenset({MentionKind.PERSON, MentionKind.ACTOR, MentionKind.PLACE})


def agreed(sentences: Sequence[Sentence], found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions in order, the model's guesses about one name brought together."""
    persons, places, votes = _evidence(sentences, found)
    for mention in found:
        name = _name(mention)
        if mention.source != "model" or mention.kind not in _GUESSED:
            yield mention
        elif name in persons:
            yield _as(sentences, mention, MentionKind.PERSON)
        elif name in places:
            yield _as(sentences, mention, MentionKind.PLACE)
        else:
            yield _as(sentences, mention, _most(votes[name], mention.kind))


def _evidence(
    sentences: Sequence[Sentence], found: Sequence[Mention]
) -> tuple[set[str], set[str], dict[str, Counter[MentionKind]]]:
    """Surnames and titled names, names that stood as places, and the model's guesses."""
    persons: set[str] = set()
    places: set[str] = set()
    votes: dict[str, Counter[MentionKind]] = {}
    for mention in found:
        name = _name(mention)
        if mention.kind is MentionKind.PERSON and (" " in name or _titled(sentences[mention.sentence], mention)):
            persons.add(name.split()[-1])
        if mention.kind is MentionKind.PLACE and mention.source == "lexicon":
            places.add(name)
        if mention.source == "model":
            votes.setdefault(name, Counter())[mention.kind] += 1
    return persons, places, votes


def _titled(sentence: Sentence, mention: Mention) -> bool:
    inside = sentence.tokens_in(mention.span)
    before = sentence.tokens[inside[0].index - 1].text.rstrip(".").lower() if inside and inside[0].index else ""
    return before in words.load().titles or before in words.load().short_titles


def _most(votes: Counter[MentionKind], own: MentionKind) -> MentionKind:
    """The kind most often guessed; its own when that is no rarer than any."""
    kind, count = votes.most_common(1)[0]
    return kind if kind in _GUESSED and count > votes[own] else own


def _as(sentences: Sequence[Sentence], mention: Mention, kind: MentionKind) -> Mention:
    if mention.kind is kind:
        return mention
    sentence = sentences[mention.sentence]
    made = content_id("mention", (sentence.id, kind, str(mention.span.start - sentence.span.start), mention.span.quote))
    return replace(mention, id=made, kind=kind)


def _name(mention: Mention) -> str:
    return mention.span.quote.casefold().removeprefix("the ")
