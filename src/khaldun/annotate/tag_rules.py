"""The model's attribute rules (coarse tag and morphology from tag, label and form), kept word by word.

spaCy tries all rules on every token of every sentence, an eighth of its whole time. Nearly all rules ask for one token,
and few forms are named by any, so that some hundred answers serve all texts. A sentence in which a rule for two tokens
may begin goes to spaCy's own component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc
    from spacy.tokens.morphanalysis import MorphAnalysis

NAME = "khaldun_tag_rules"
"""How spaCy names the component."""

_ASKED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_OPENS = "opens"
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules make of a token. ``left``: its sentence is left to spaCy, as a rule for several tokens may begin
    with it, or one changes what others ask for."""

    pos: int
    morph: MorphAnalysis
    lemma: int
    left: bool


class TagRules:
    """Stands in for an attribute ruler and sets the same. Raises ``ValueError`` for rules that ask for more."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        told: list[dict[str, Any]] = ruler.patterns
        rules = [tokens for rule in told for tokens in rule["patterns"]]
        asked = {key for tokens in rules for token in tokens for key in token}
        if not asked <= _ASKED:
            raise ValueError(f"attribute rules ask for {sorted(asked - _ASKED)}")
        self._named, self._like = _forms(token["LOWER"] for tokens in rules for token in tokens if "LOWER" in token)
        self._openers = type(ruler)(ruler.vocab, name=_OPENS)
        self._openers.add([[tokens[0]] for tokens in rules if len(tokens) > 1], {"LEMMA": _OPENS})
        self._forms: dict[int, int] = {}
        self._answers: dict[Key, Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules set."""
        answers = [self._answer(doc, key) for key in doc.to_array(["TAG", "LOWER", "DEP"]).tolist()]
        if any(answer.left for answer in answers):
            return self._ruler(doc)
        for token, answer in zip(doc, answers, strict=True):
            token.pos, token.morph = answer.pos, answer.morph
            if answer.lemma:
                token.lemma = answer.lemma
        return doc

    def _answer(self, doc: Doc, key: list[int]) -> Answer:
        tag, lower, dep = key
        form = self._forms.get(lower)
        if form is None:
            form = self._forms[lower] = lower if self._is_named(doc.vocab.strings[lower]) else 0
        found = self._answers.get((tag, form, dep))
        if found is None:
            found = self._answers[tag, form, dep] = self._asked(doc, tag, lower, dep)
        return found

    def _is_named(self, form: str) -> bool:
        return form in self._named or form.isspace() or any(pattern.search(form) for pattern in self._like)

    def _asked(self, doc: Doc, tag: int, lower: int, dep: int) -> Answer:
        """What the ruler says of a document of one such token."""
        alone, opening = (_alone(doc, tag, lower, dep) for _ in range(2))
        token = self._ruler(alone)[0]
        left = self._openers(opening)[0].lemma_ == _OPENS or (token.tag, token.dep) != (tag, dep)
        return Answer(token.pos, token.morph, token.lemma, left)


def _alone(doc: Doc, tag: int, lower: int, dep: int) -> Doc:
    strings = doc.vocab.strings
    return type(doc)(doc.vocab, words=[strings[lower]], tags=[strings[tag]], deps=[strings[dep]], heads=[0])


def _forms(asked: Iterable[str | Mapping[str, Any]]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The forms that rules name, and the patterns that they give for forms."""
    named: set[str] = set()
    like: list[re.Pattern[str]] = []
    for one in asked:
        for test, value in _tests(one):
            if test == "REGEX":
                like.append(re.compile(value))
            elif test in ("IN", "NOT_IN"):
                named.update(value)
            else:
                raise ValueError(f"attribute rules ask for forms by {test}")
    return frozenset(named), tuple(like)


def _tests(one: str | Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((("IN", [one]),) if isinstance(one, str) else one.items())
