"""Statements made by other words than verbs: "according to X", "X's claim that", "reportedly", "Police: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.code.attribution.indirect import can_speak, statement
from khaldun.code.attribution.statement import Statement
from khaldun.code.attribution.subject import subject
from khaldun.code.attribution.tree import Tree
from khaldun.knowledge.speech import Sense, Speech
from khaldun.model import Span, Stance, Token

_ABOUT = frozenset({"of", "for", "about", "on", "over", "against", "to", "in"})
_CONTRASTS = frozenset({"while", "although", "though", "whereas"})
_HEADLINE_SIDE = 7
"""Most words on the speaker's side of a headline's colon."""

_VERDICT_LONGEST = 4
"""Most words of a source put behind a headline: "…: UN officials"."""

_HEADLINE_LONGEST = 30
"""Longest headline, in tokens."""


def by_words(tree: Tree, lexicon: Speech) -> Iterator[Statement]:
    """The statements that nouns, adjectives, adverbs and prepositions of a sentence make."""
    for token in tree.tokens:
        low = token.text.lower()
        if low in ("according", "per"):
            yield from _according(tree, token, lexicon)
        elif low in lexicon.hearsay_adverbs:
            yield from _adverb(tree, token, lexicon.hearsay_adverbs[low])
        elif token.pos == "NOUN" and token.lemma in lexicon.nouns:
            yield from _noun(tree, token, lexicon)
        elif token.pos in ("ADJ", "VERB") and token.lemma in lexicon.adjectives:
            yield from _adjective(tree, token, lexicon.adjectives[token.lemma])
    yield from _colon(tree, lexicon)


def _told(tree: Tree, clause: Token, own: set[int]) -> set[int]:
    """The clause that an according-phrase speaks for; of coordinated clauses it closes, all."""
    words = [t.index for t in tree.tokens if t.pos != "PUNCT"]
    while clause.dep == "conj" and max(own) >= words[-1]:
        clause = tree.head(clause)
    aside = [
        c.index
        for c in tree.children(clause, "advcl")
        if (mark := tree.child(c, "mark")) is not None and mark.text.lower() in _CONTRASTS
    ]
    return tree.branch(clause, without=aside)


def _clause_around(tree: Tree, token: Token) -> Token:
    """The verb of the clause a phrase belongs to."""
    above = tree.head(token)
    while above.pos not in ("VERB", "AUX") and above.head != above.index:
        above = tree.head(above)
    return above


def _according(tree: Tree, token: Token, lexicon: Speech) -> Iterator[Statement]:
    to = next((c for c in tree.children(token, "prep") if c.lemma == "to"), token)
    if to is token and token.lemma != "per":
        follows = tree.tokens[token.index + 1] if token.index + 1 < len(tree.tokens) else token
        to = follows if follows.lemma == "to" else token
    head = tree.child(to, "pobj")
    if head is None or (token.lemma == "per" and not can_speak(head, lexicon)):
        return
    top = token
    while tree.head(top).lemma == "as" and tree.head(top).dep in ("prep", "mark"):
        top = tree.head(top)
    own = tree.branch(top)
    said = _told(tree, _clause_around(tree, top), own) - own
    said = set(range(min(said), max(said) + 1)) - own if said else said
    if not said:
        return
    sense = Sense("say", Stance.ASSERTED, True)
    unnamed = head.lemma in lexicon.unnamed and not any(tree.children(head, "amod", "poss", "det", "compound", "prep"))
    cue = tree.passage([top.index, token.index, to.index, *([head.index] if unnamed else [])])
    yield statement(tree, cue, None if unnamed else head, tree.passages(said), sense, "attribution:according-to")


def _adverb(tree: Tree, token: Token, stance: Stance) -> Iterator[Statement]:
    clause = tree.head(token)
    said = tree.branch(clause) - {token.index}
    yield statement(
        tree, tree.sentence.cut([token]), None, tree.passages(said), Sense("seem", stance, True), "attribution:hearsay"
    )


def _noun(tree: Tree, noun: Token, lexicon: Speech) -> Iterator[Statement]:
    """A noun of speech with a content of its own and an owner, an author, or the subject it is held by."""
    said: set[int] = set()
    for child in tree.children(noun):
        if (
            child.dep in ("acl", "ccomp", "relcl")
            and (tree.child(child, "mark") or tree.child(child, "aux"))
            and child.dep != "relcl"
        ):
            said |= tree.branch(child)
        elif child.dep == "prep" and child.lemma in _ABOUT:
            said |= tree.branch(child) - {child.index}
    said = said or _following(tree, noun)
    if not said:
        return
    head = _owner(tree, noun)
    if head is None:
        return
    sense = lexicon.nouns[noun.lemma]
    if noun.dep == "dobj" and head.head == noun.head and tree.head(noun).lemma not in lexicon.owning:
        sense = replace(sense, vouches=False)  # who rejects a claim does not make it
    yield statement(
        tree, tree.sentence.cut([noun]), head, tree.passages(said), lexicon.nouns[noun.lemma], "attribution:noun"
    )


def _following(tree: Tree, noun: Token) -> set[int]:
    """A that-clause right behind the noun that the parse hung on another word."""
    marks = [t for t in tree.tokens[noun.index + 1 : noun.index + 2] if t.text.lower() == "that" and t.dep == "mark"]
    return tree.branch(tree.head(marks[0])) if marks else set()


def _owner(tree: Tree, noun: Token) -> Token | None:
    if (poss := tree.child(noun, "poss")) is not None:
        return poss
    for prep in tree.children(noun, "prep"):
        if prep.lemma in ("by", "from") and (held := tree.child(prep, "pobj")) is not None:
            return held
    above = tree.head(noun)
    if noun.dep == "dobj" and above.pos == "VERB":
        return subject(tree, above)
    return next((c for c in tree.children(noun, "compound") if c.entity in ("ORG", "NORP", "GPE")), None)


def _adjective(tree: Tree, adjective: Token, sense: Sense) -> Iterator[Statement]:
    above = tree.head(adjective)
    if adjective.dep not in ("acomp", "ROOT", "conj") or above.lemma not in (
        "be",
        "feel",
        "remain",
        "become",
        "seem",
        "make",
    ):
        return
    head = tree.child(above, "nsubj")
    said = {i for c in tree.children(adjective, "ccomp", "xcomp") for i in tree.branch(c)}
    said |= {i for c in tree.children(above, "ccomp") if c.index > adjective.index for i in tree.branch(c)}
    said |= {i for c in tree.children(adjective, "prep") for i in tree.branch(c) - {c.index}}
    if head is not None and said and head.lemma not in ("it", "that", "this", "there"):
        yield statement(tree, tree.sentence.cut([adjective]), head, tree.passages(said), sense, "attribution:adjective")


def _colon(tree: Tree, lexicon: Speech) -> Iterator[Statement]:
    """Headline forms: "Police: two men held", "Rebels seize town: report"; and the turns of an interview."""
    marks = [t for t in tree.tokens if t.text == ":"]
    if not marks:
        return
    at = marks[0].index
    before, after = tree.tokens[:at], [t for t in tree.tokens[at + 1 :] if t.text not in (".", "!", "?")]
    sense, cue = Sense("say", Stance.ASSERTED, True), tree.sentence.cut(marks[:1])
    if not before or not after:
        return
    if [t.text for t in before] in (["Q"], ["A"]):
        yield _parts(tree, cue, before, after, sense)
    elif len(marks) > 1 or len(tree.tokens) > _HEADLINE_LONGEST or tree.tokens[-1].text == "?":
        return
    elif len(after) <= _VERDICT_LONGEST and after[-1].lemma in lexicon.headline and len(before) > 2:
        yield _parts(tree, cue, after, before, sense)
    elif len(before) <= _HEADLINE_SIDE and len(after) > 2 and _names_speaker(before, lexicon):
        yield _parts(tree, cue, before, after, sense)


def _names_speaker(side: Sequence[Token], lexicon: Speech) -> bool:
    """Whether the words before a colon are a name or an office, and no theme ("Army vs rebels: …")."""
    if any(t.pos in ("VERB", "AUX", "ADP") or t.text.lower() in ("vs", "vs.", "v") for t in side):
        return False
    return any(t.entity in ("PERSON", "ORG", "NORP") for t in side) or side[-1].lemma in lexicon.headline


def _parts(tree: Tree, cue: Span, voice: Sequence[Token], said: Sequence[Token], sense: Sense) -> Statement:
    source = tree.passage(t.index for t in voice)
    inside = {t.index for t in voice}
    head = next((t for t in voice if t.head not in inside or t.head == t.index), voice[-1])
    content = tree.passages(t.index for t in said)
    at = tree.sentence.cut([head])
    return Statement(
        tree.sentence, source, source, at, cue, content, sense.stance, sense.kind, True, "attribution:colon"
    )
