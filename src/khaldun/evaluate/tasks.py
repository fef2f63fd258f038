"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.task import Task
from khaldun.evaluate.timex import Timex

_ALL: tuple[Task, ...] = (Incidents(), Polnear(), Timex())

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
