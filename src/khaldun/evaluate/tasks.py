"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.article_text import ArticleText
from khaldun.evaluate.ecbplus import EcbPlus
from khaldun.evaluate.gva_incidents import GvaIncidents
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.muc4 import Muc4
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.task import Task
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.wikievents import WikiEvents

_ALL: tuple[Task, ...] = (
    Incidents(),
    ArticleText(),
    Polnear(),
    Timex(),
    WikiEvents(),
    Muc4(),
    GvaIncidents(),
    EcbPlus(),
)

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
