"""Statements made by a verb with its content in the same sentence: "police said that …", "…, officials said"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khaldun.code.attribution.statement import Statement
from khaldun.code.attribution.subject import agent, antecedent, goes_on, passive, phrase, subject
from khaldun.code.attribution.tree import Tree
from khaldun.knowledge.speech import Sense, Speech
from khaldun.model import Span, Token

_VERBAL = frozenset({"VERB", "AUX"})


def by_verbs(tree: Tree, lexicon: Speech) -> Iterator[Statement]:
    """The statements that the verbs of a sentence make, in order of their verbs."""
    for verb in tree.tokens:
        if verb.pos in _VERBAL and verb.lemma in lexicon.verbs:
            for sense in lexicon.verbs[verb.lemma]:
                made = _statement(tree, verb, sense, lexicon)
                if made is not None:
                    yield made
                    yield from _relayed(tree, verb, made, lexicon)
                    break


def can_speak(head: Token, lexicon: Speech) -> bool:
    """Whether a noun names somebody or something that makes statements."""
    named = head.entity in ("ORG", "PERSON", "NORP", "GPE")
    return named or any(
        head.lemma in words for words in (lexicon.unnamed, lexicon.things, lexicon.headline, lexicon.people)
    )


def _relayed(tree: Tree, verb: Token, outer: Statement, lexicon: Speech) -> Iterator[Statement]:
    """The second voice of "X cited analysts" and "…, citing officials", inside the first."""
    held = tree.child(verb, "dobj")
    if outer.kind != "relay" or held is None or not can_speak(held, lexicon) or tree.child(verb, "prep") is not None:
        return
    content = outer.content
    if verb.dep in ("advcl", "conj", "acl", "dep") and tree.head(verb).pos in _VERBAL:
        above = tree.head(verb)
        own = _clause(tree, above, subject(tree, above), lexicon) or tree.branch(above, without=[verb.index])
        content = tree.passages(own - tree.branch(verb))
    if content:
        sense = Sense("say", outer.stance, True)
        yield statement(tree, _cue(tree, verb), held, content, sense, "attribution:relay")


def statement(
    tree: Tree, cue: Span, head: Token | None, content: tuple[Span, ...], sense: Sense, rule: str
) -> Statement:
    """A statement from its parts; the speaker is what the source's head stands for inside the sentence."""
    source = tree.passage(phrase(tree, head)) if head else None
    named = antecedent(tree, head) if head else None
    if head and named is not None and named is not head and head.text.lower() == "that":
        source = tree.passage(_name(tree, named, cue))  # "a report that said …": readers take the noun for the source
    speaker = source if named is head or named is None else tree.passage(_name(tree, named, cue))
    at = tree.sentence.cut([named]) if named else None
    return Statement(tree.sentence, source, speaker, at, cue, content, sense.stance, sense.kind, sense.vouches, rule)


def _name(tree: Tree, named: Token, cue: Span) -> set[int]:
    """The antecedent's phrase without the relative clause the cue stands in."""
    inside = [c.index for c in tree.children(named, "relcl", "acl") if c.start <= cue.stop]
    return tree.branch(named, without=inside)


def _statement(tree: Tree, verb: Token, sense: Sense, lexicon: Speech) -> Statement | None:
    if sense.kind == "seem":
        return _raised(tree, verb, sense)
    if passive(tree, verb):
        return _passive(tree, verb, sense, lexicon)
    head = subject(tree, verb, lexicon)
    said = _content(tree, verb, head, sense, lexicon)
    if not said or head is None:
        return None
    if sense.kind == "relay" and (held := tree.child(verb, "dobj")) is not None and said > phrase(tree, held):
        said -= phrase(tree, held)
    said -= phrase(tree, head) if head.index < verb.index and head.tag not in ("WP", "WDT") else set()
    content = tree.passages(said)
    if sense.kind == "call" and any(c.tag == "WP" for c in tree.children(verb, "dobj")):
        sense = replace(sense, vouches=True)  # "what police described as an ambush": the very deed is theirs
    if sense.vouches and verb.lemma not in lexicon.tells and said <= _objects(tree, verb):
        sense = replace(sense, vouches=False)  # "discussed the attack" does not tell of it
    return statement(tree, _cue(tree, verb), head, content, sense, "attribution:verb") if content else None


def _objects(tree: Tree, verb: Token) -> set[int]:
    return {i for c in tree.children(verb, "dobj", "oprd", "attr", "acomp") for i in tree.branch(c)}


def _cue(tree: Tree, verb: Token) -> Span:
    particle = next((c for c in tree.children(verb, "prt") if c.index == verb.index + 1), None)
    return tree.sentence.cut([verb, particle] if particle else [verb])


def _content(tree: Tree, verb: Token, head: Token | None, sense: Sense, lexicon: Speech) -> set[int]:
    """The words of the content, by the frames of the sense; empty when no frame is filled."""
    found: set[int] = set()
    if sense.light:
        held = tree.child(verb, "dobj")
        return _thing(tree, held) if held is not None and held.lemma in lexicon.nouns else found
    if "clause" in sense.frames and not (sense.kind == "relay" and verb.dep == "advcl"):
        found |= _clause(tree, verb, head, lexicon)
    for child in tree.children(verb):
        if sense.kind == "relay" and verb.dep == "advcl" and child.dep != "dobj":
            continue
        if child.dep == "xcomp" and ({"infinitive", "gerund"} & sense.frames):
            found |= tree.branch(child)
        elif child.dep in ("dobj", "oprd", "attr", "acomp") and "object" in sense.frames and not sense.addressee:
            found |= _thing(tree, child)
        elif child.dep in ("prep", "dative", "prt", "agent") and child.lemma in sense.frames:
            found |= _under(tree, child)
    if found and not sense.addressee and "object" not in sense.frames and sense.kind in ("want", "ask", "say"):
        for child in tree.children(verb, "dobj"):
            if any(c.dep == "xcomp" for c in tree.children(verb)):
                found |= tree.branch(child)
    return found


def _thing(tree: Tree, noun: Token) -> set[int]:
    """An object without the remark that a comma adds to it: "his candour, which has …"."""
    added = [c.index for c in tree.children(noun, "relcl", "acl") if tree.tokens[min(tree.branch(c)) - 1].text == ","]
    return tree.branch(noun, without=added)


def _under(tree: Tree, prep: Token) -> set[int]:
    return tree.branch(prep) if prep.lemma in ("of", "with", "as") else tree.branch(prep) - {prep.index}


def _clause(tree: Tree, verb: Token, head: Token | None, lexicon: Speech) -> set[int]:
    """The clause that depends on the verb, or, when the speech clause is thrown in, the clause around it."""
    found: set[int] = set()
    for child in tree.children(verb, "ccomp"):
        found |= _before(tree, verb, head, child) if child.index < verb.index else _after(tree, verb, child, lexicon)
    if not found and _thrown_in(tree, verb, head, lexicon):
        found |= tree.branch(tree.head(verb), without=[verb.index])
    return found or _displaced(tree, verb) or _preceding(tree, verb, head)


def _displaced(tree: Tree, verb: Token) -> set[int]:
    """A that-clause that the parse hung on a noun between: "said in a statement that …"."""
    for index in sorted(tree.branch(verb)):
        token = tree.tokens[index]
        if token.index > verb.index and token.dep in ("acl", "relcl", "ccomp", "advcl") and token.pos in _VERBAL:
            mark = tree.child(token, "mark", "nsubj", "nsubjpass")
            if mark is not None and mark.text.lower() == "that" and tree.head(token).pos == "NOUN":
                return tree.branch(token)
    return set()


def _preceding(tree: Tree, verb: Token, head: Token | None) -> set[int]:
    """A whole clause before a closing speech clause that the parse left without a link: "…, said the mayor"."""
    if verb.dep != "ROOT" or head is None:
        return set()
    first = min([verb.index, *phrase(tree, head)])
    before = tree.tokens[:first]
    if len(before) < 4 or before[-1].text not in (",", "”", '"', "''") or not any(t.pos in _VERBAL for t in before):
        return set()
    loose = any(t.dep in ("nsubj", "nsubjpass") and t.head != verb.index for t in before)
    return set(range(first)) if loose and not any(t.dep in ("advcl", "mark") for t in before[:2]) else set()


def _after(tree: Tree, verb: Token, child: Token, lexicon: Speech) -> set[int]:
    """A that-clause from its "that", without speech verbs that go on with the same speaker: "… and called it …"."""
    own = [c.index for c in tree.children(child) if goes_on(tree, c, lexicon)]
    said = tree.branch(child, without=own)
    that = [t.index for t in tree.tokens[verb.index + 1 : min(said)] if t.text.lower() == "that"]
    return said | set(range(that[0], min(said))) if that else said


def _before(tree: Tree, verb: Token, head: Token | None, child: Token) -> set[int]:
    """Content before a closing speech clause: all that comes before the clause, down to the sentence's start."""
    branch = tree.branch(child)
    if verb.dep != "ROOT" or head is None:
        return branch
    own = [verb.index, *(phrase(tree, head) - branch)]
    first = min(own)
    return set(range(min(first, min(branch)), first)) | {i for i in branch if i > max(own)}


def _thrown_in(tree: Tree, verb: Token, head: Token | None, lexicon: Speech) -> bool:
    """Whether the speech clause stands between commas: "the group, police said, had fled"."""
    if verb.dep not in ("parataxis", "ccomp", "dep", "advcl") or head is None or head.head != verb.index:
        return False
    if verb.dep != "parataxis" and (tree.child(verb, "mark") or tree.head(verb).lemma in lexicon.verbs):
        return False
    own = {i for i in tree.branch(verb) if tree.tokens[i].pos != "PUNCT"}
    first, last = min(own), max(own)
    edges = [tree.tokens[i].text for i in (first - 1, last + 1) if 0 <= i < len(tree.tokens)]
    return last - first < 12 and any(edge in (",", "-", "—", "–", "”", '"') for edge in edges)


def _passive(tree: Tree, verb: Token, sense: Sense, lexicon: Speech) -> Statement | None:
    """ "was blamed on X by Y", "is said to have fled": the subject is part of the content."""
    doer = agent(tree, verb)
    patient = tree.child(verb, "nsubjpass", "nsubj")
    if doer is None and verb.lemma not in lexicon.hearsay_verbs and sense.stance.value != "blamed":
        return None
    said = {i for c in tree.children(verb, "xcomp", "ccomp", "oprd") for i in tree.branch(c)}
    said |= {i for c in tree.children(verb, "prep") if c.lemma in sense.frames for i in tree.branch(c)}
    if not said and doer is None:
        return None
    if patient is not None and patient.lemma != "it":
        said |= phrase(tree, patient)
    content = tree.passages(said)
    return statement(tree, _cue(tree, verb), doer, content, sense, "attribution:passive") if content else None


def _raised(tree: Tree, verb: Token, sense: Sense) -> Statement | None:
    """ "seems to have fled": subject and infinitive are the content of nobody's impression."""
    below = list(tree.children(verb, "xcomp", "oprd", "acomp", "ccomp"))
    if not below:
        return None
    said = {i for c in below for i in tree.branch(c)}
    if (patient := tree.child(verb, "nsubj")) is not None and patient.lemma != "it":
        said |= phrase(tree, patient)
    return statement(tree, _cue(tree, verb), None, tree.passages(said), sense, "attribution:seems")
