from __future__ import annotations

from khaldun.annotate.agreement import agreed
from khaldun.model import Mention, MentionKind
from tests.conftest import annotated

TEXT = "Troops left Sarbin. General Omar Haddu blamed Sarbin. Haddu said Sarbin was calm."


def guessed(made, quote, kind, number, source="model"):
    sentence = made.sentences[number]
    token = next(t for t in sentence.tokens if t.text == quote.split()[-1])
    tokens = sentence.tokens[token.index - len(quote.split()) + 1 : token.index + 1]
    return Mention(f"{quote}{number}", sentence.cut(tokens), kind, number, token.index, source)


def test_a_surname_is_a_person_and_the_commonest_guess_wins():
    made = annotated(TEXT)
    found = [
        guessed(made, "Sarbin", MentionKind.PLACE, 0),
        guessed(made, "Omar Haddu", MentionKind.PERSON, 1),
        guessed(made, "Sarbin", MentionKind.PLACE, 1),
        guessed(made, "Haddu", MentionKind.ACTOR, 2),
        guessed(made, "Sarbin", MentionKind.PERSON, 2),
    ]
    kinds = [m.kind for m in agreed(made.sentences, found)]
    place, person = MentionKind.PLACE, MentionKind.PERSON
    assert kinds == [place, person, place, person, place]


def test_what_a_list_knows_stays():
    made = annotated(TEXT)
    found = [
        guessed(made, "Omar Haddu", MentionKind.PERSON, 1),
        guessed(made, "Haddu", MentionKind.ACTOR, 2, "lexicon"),
    ]
    assert [m.kind for m in agreed(made.sentences, found)] == [MentionKind.PERSON, MentionKind.ACTOR]
