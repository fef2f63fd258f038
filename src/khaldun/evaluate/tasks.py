"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.article_text import ArticleText
from khaldun.evaluate.cameo_coders import CameoCoders
from khaldun.evaluate.cameo_conflibert import CameoConflibert
from khaldun.evaluate.ecbplus import EcbPlus
from khaldun.evaluate.event_location import EventLocation
from khaldun.evaluate.geoparsing import Geoparsing
from khaldun.evaluate.gva_incidents import GvaIncidents
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.muc4 import Muc4
from khaldun.evaluate.plv import Plv
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.task import Task
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.ucdp_places import UcdpPlaces
from khaldun.evaluate.wikievents import WikiEvents

_ALL: tuple[Task, ...] = (
    ArticleText(),
    CameoCoders(),
    CameoConflibert(),
    EcbPlus(),
    EventLocation(),
    Geoparsing(),
    GvaIncidents(),
    Incidents(),
    Muc4(),
    Plv(),
    Polnear(),
    Timex(),
    UcdpPlaces(),
    WikiEvents(),
)

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
