"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.article_text import ArticleText
from khaldun.evaluate.cameo_coders import CameoCoders
from khaldun.evaluate.cameo_conflibert import CameoConflibert
from khaldun.evaluate.case2021_task2 import Case2021Task2
from khaldun.evaluate.ecbplus import EcbPlus
from khaldun.evaluate.event_location import EventLocation
from khaldun.evaluate.geoparsing import Geoparsing
from khaldun.evaluate.gva_incidents import GvaIncidents
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.india_police import IndiaPolice
from khaldun.evaluate.muc4 import Muc4
from khaldun.evaluate.peer_tests import PeerTests
from khaldun.evaluate.plv import Plv
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.re3d import Re3d
from khaldun.evaluate.satp_relevant import SatpRelevant
from khaldun.evaluate.task import Task
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.ucdp_places import UcdpPlaces
from khaldun.evaluate.wikievents import WikiEvents

_ALL: tuple[Task, ...] = (
    ArticleText(),
    CameoCoders(),
    CameoConflibert(),
    Case2021Task2(),
    EcbPlus(),
    EventLocation(),
    Geoparsing(),
    GvaIncidents(),
    Incidents(),
    IndiaPolice(),
    PeerTests(),
    Muc4(),
    Plv(),
    Polnear(),
    Re3d(),
    SatpRelevant(),
    Timex(),
    UcdpPlaces(),
    WikiEvents(),
)

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
