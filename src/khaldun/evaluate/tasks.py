"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.cameo_coders import CameoCoders
from khaldun.evaluate.cameo_conflibert import CameoConflibert
from khaldun.evaluate.case2021_task2 import Case2021Task2
from khaldun.evaluate.event_location import EventLocation
from khaldun.evaluate.geoparsing import Geoparsing
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.india_police import IndiaPolice
from khaldun.evaluate.peer_tests import PeerTests
from khaldun.evaluate.plv import Plv
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.re3d import Re3d
from khaldun.evaluate.satp_relevant import SatpRelevant
from khaldun.evaluate.task import Task
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.ucdp_places import UcdpPlaces

_ALL: tuple[Task, ...] = (
    CameoCoders(),
    CameoConflibert(),
    Case2021Task2(),
    EventLocation(),
    Geoparsing(),
    Incidents(),
    IndiaPolice(),
    PeerTests(),
    Plv(),
    Polnear(),
    Re3d(),
    SatpRelevant(),
    Timex(),
    UcdpPlaces(),
)

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
