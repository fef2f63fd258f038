from __future__ import annotations

import pytest

from khaldun.analyse.sheet.allotment import LEAST, allotted, features
from khaldun.analyse.sheet.participants import by_share, participants, with_read_off
from khaldun.analyse.sheet.sheet import bare_sheets, seats
from khaldun.analyse.sheet.weights import SHARES, Share, Weights, allotment_weights, weights
from khaldun.evaluate.coding import Text, code
from khaldun.knowledge.actors import ActorBook

REPORT = (
    "In Cali, FARC guerrillas murdered Mayor Pedro Example on Monday.\n\n"
    "In Lima, six masked men destroyed a state bank with bombs on Sunday."
)


@pytest.fixture(scope="module")
def coded(line):
    (one,) = code([Text("d", REPORT, published="1989-03-07")], line)
    return one


@pytest.fixture(scope="module")
def found(coded):
    return participants(coded.dossier, ActorBook.load(), weights(), least=LEAST)


def test_a_title_describes_its_bearer_and_a_group_stands_behind_its_people(found):
    more = [(one.share, one.words) for one in with_read_off(found) if one.origin]
    assert (Share.DESCRIBED, "Mayor") in more
    groups = {one.words for one in by_share(with_read_off(found), Share.GROUP)}
    assert "FARC" in groups


def test_a_victim_is_seen_in_the_role_of_its_own_incident_alone(coded, found):
    seated = seats(coded.dossier, bare_sheets(coded.events))
    victim = next(one for one in by_share(found, Share.NAMED) if one.words == "Pedro Example")
    seen = [features(victim, at, seated, found) for at in range(len(seated))]
    mine = [at for at, names in enumerate(seen) if "role=recipient" in names]
    assert len(mine) == 1
    assert all("only in another" in names for at, names in enumerate(seen) if at not in mine)


def test_no_weights_nobody_takes_part(coded, found):
    seated = seats(coded.dossier, bare_sheets(coded.events))
    assert allotted(seated, found, Weights({})) == [[] for _ in seated]


def test_every_weight_row_has_one_number_a_share():
    assert all(len(row) == len(SHARES) for row in allotment_weights().values.values())
    assert "bias" in allotment_weights().values
