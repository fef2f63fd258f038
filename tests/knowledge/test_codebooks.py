from __future__ import annotations

import pytest

from khaldun.knowledge.codebooks import Codebook, CodebookError
from khaldun.knowledge.patterns import PatternError, parse_pattern
from khaldun.model import EventType

TYPE = """
definition = "Harm."
[modes]
beat = { definition = "Fists.", scale = -7.5 }
[[verbs]]
patterns = [%s]
%s
"""


def write(folder, patterns='"hit [PERSON]"', extra=""):
    (folder / "types").mkdir(exist_ok=True)
    (folder / "codebook.toml").write_text('id = "mine"\nversion = "1"\n')
    (folder / "classes.toml").write_text('[classes]\nPERSON = ["man"]\n[entities]\nPERSON = ["PERSON"]\n')
    (folder / "light.toml").write_text('active = ["make"]\n')
    (folder / "contexts.toml").write_text('health = ["clinic"]\n')
    (folder / "types" / "ASSAULT.toml").write_text(TYPE % (patterns, extra))
    return folder


def test_the_shipped_codebook_has_every_type_and_all_contexts():
    book = Codebook.load()
    assert set(book.types) == set(EventType)
    assert len(book.contexts) == 37
    assert all(d.definition for d in book.types.values())
    assert {"suicide-attack", "aerial"} <= book.mode_names(EventType.ASSAULT)


def test_the_more_demanding_entry_comes_first():
    book = Codebook.load()
    demands = [entry.pattern.demands for entry in book.verbs["fire"]]
    assert demands == sorted(demands, reverse=True)


def test_a_folder_of_ones_own_is_a_codebook(tmp_path):
    book = Codebook.load(write(tmp_path))
    assert book.id == "mine"
    assert [e.mode for e in book.verbs["hit"]] == [None]


def test_every_problem_is_listed_at_once(tmp_path):
    bad = '"hit [NOBODY]", "kick", "kick", "push ]"'
    with pytest.raises(CodebookError) as caught:
        Codebook.load(write(tmp_path, bad, 'mode = "bite"\ncolour = "red"\nactor = ["left"]'))
    said = str(caught.value)
    for problem in ("NOBODY", "'kick' stands twice", "push", "'bite' is no mode", "colour", "'left'"):
        assert problem in said


def test_a_folder_without_types_is_refused(tmp_path):
    with pytest.raises(CodebookError, match="no types"):
        Codebook.load(tmp_path)


def test_patterns_are_read_piece_by_piece():
    pattern = parse_pattern(
        "crack/clamp ~down +on/against[PERSON|!nut] {STATE|!storm} <hard|two words> @[stop] =passive"
    )
    assert pattern.words == ("crack", "clamp")
    assert pattern.particle == {"down"}
    assert pattern.prepositions[0].words == {"on", "against"}
    assert pattern.prepositions[0].object.classes == {"PERSON"}
    assert pattern.prepositions[0].object.barred_words == {"nut"}
    assert pattern.subject.barred_words == {"storm"}
    assert pattern.modifier.words == {"hard", "two words"}
    assert pattern.complement.words == {"stop"}
    assert pattern.passive


@pytest.mark.parametrize("text", ["[PERSON]", "hit [PERSON] [NAME]", "hit ]PERSON[", "hit =active"])
def test_a_broken_pattern_is_refused(text):
    with pytest.raises(PatternError):
        parse_pattern(text)
