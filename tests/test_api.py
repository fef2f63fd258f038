from __future__ import annotations

import sys

import pytest

import khaldun
from khaldun import api
from khaldun.model import EventType, Reason, Status
from khaldun.store.query import Query


def test_filters_are_those_of_the_command_line():
    asked = api.query(type="assault", status=("HAPPENED", "ongoing"), since="2023-01-01", actor="iskp", limit=2)
    assert asked.types == (EventType.ASSAULT,)
    assert asked.status == (Status.HAPPENED, Status.ONGOING)
    assert str(asked.since) == "2023-01-01"
    assert (asked.actor, asked.limit) == ("iskp", 2)
    assert api.query() == Query()


@pytest.mark.parametrize("wrong", [{"type": "RIOT"}, {"status": "maybe"}, {"since": "soon"}])
def test_a_wrong_filter_is_an_error(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        api.query(**wrong)


def test_records_are_a_sequence():
    records = api.Records([1, 2, 3], lambda n: {"n": n})
    assert (len(records), records[0], list(records[1:])) == (3, 1, [2, 3])
    assert records[:1].rows() == [{"n": 1}]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_the_remedy(monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    records = api.Records([1], lambda n: {"n": n})
    with pytest.raises(ImportError, match=rf"khaldun\[{library}\]"):
        getattr(records, f"to_{library}")()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_have_a_row_a_record(library):
    pytest.importorskip(library)
    records = api.Records([1, 2], lambda n: {"n": n, "text": "x" if n > 1 else None})
    assert getattr(records, f"to_{library}")().shape == (2, 2)


def test_a_text_that_cannot_be_coded_says_why():
    assert khaldun.code_text("").reject.reason is Reason.EMPTY
    german = "Bei einem Angriff auf ein Hotel sind am Montag drei Menschen getötet worden, sagte die Polizei. " * 5
    assert khaldun.code_text(german).reject.reason is Reason.LANGUAGE


def test_every_public_name_is_there():
    for name in khaldun.__all__:
        assert getattr(khaldun, name)
    with pytest.raises(AttributeError, match="nothing"):
        _ = khaldun.nothing
