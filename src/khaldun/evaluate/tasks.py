"""All benchmark tasks, in one visible table."""

from __future__ import annotations

from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.task import Task

_ALL: tuple[Task, ...] = (Incidents(),)

TASKS: dict[str, Task] = {task.name: task for task in _ALL}
