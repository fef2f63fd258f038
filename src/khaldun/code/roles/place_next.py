"""The place of a deed that the next sentence tells: "The attack took place at the embassy"."""

from __future__ import annotations

from khaldun.code.candidate import Candidate, Setting
from khaldun.code.roles.phrases import phrase
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.role_words import words
from khaldun.model import Sentence, Span, Token

_AT = frozenset({"at", "in", "inside", "near", "outside", "on"})
_DEFINITE = frozenset({"the", "this", "that"})


def place_told_next(candidate: Candidate, setting: Setting, codebook: Codebook) -> tuple[Span, Span] | None:
    """Phrase and head of the place that the next sentence gives its subject, when that stands for the deed."""
    following = next((s for s in setting.sentences if s.number == candidate.sentence.number + 1), None)
    root = next((t for t in following.tokens if t.head == t.index), None) if following else None
    if following is None or root is None or not _resumes(following, root):
        return None
    for preposition in following.children(root):
        content = following.child(preposition, "pobj") if preposition.dep == "prep" else None
        if content is not None and preposition.lemma in _AT and _is_spot(codebook, content):
            return phrase(following, content), following.cut([content])
    return None


def _resumes(sentence: Sentence, root: Token) -> bool:
    """Whether the sentence's subject is a definite word for a deed: "the attack", "this move"."""
    subject = sentence.child(root, "nsubj", "nsubjpass")
    if subject is None or subject.lemma not in words().resuming:
        return False
    return any(t.dep == "det" and t.lemma in _DEFINITE for t in sentence.children(subject))


def _is_spot(codebook: Codebook, token: Token) -> bool:
    return any(token.lemma in codebook.classes.get(name, ()) for name in ("FACILITY", "PLACE"))
