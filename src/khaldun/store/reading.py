"""Takes records out of the tables, in batches, so that a large project needs little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, func, select

from khaldun.model import (
    Actor,
    Because,
    CodedEvent,
    Event,
    Incident,
    Interval,
    Judgement,
    Link,
    Passed,
    Place,
    Reject,
    Report,
    RoleName,
)
from khaldun.store import conditions, records, tables
from khaldun.store.query import ActorCount, Query
