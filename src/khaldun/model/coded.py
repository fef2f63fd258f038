"""An event with everything that incidents, exports and pages need to know around it."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.model.event import Event, RoleName
from khaldun.model.link import Actor, Interval, Link, Place
from khaldun.model.report import Report


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event, its report, the text of its sentence, and the readings of its roles."""

    event: Event
    report: Report
    sentence: str
    links: tuple[Link, ...]

    def best(self, role: RoleName) -> tuple[Link, ...]:
        """The first-ranked reading of every passage of a role, those that found nothing included."""
        return tuple(link for link in self.links if link.role is role and link.rank == 0)

    def confidence(self, role: RoleName) -> float | None:
        """Confidence that a role is read as what it stands for: of several readings the least sure; None without."""
        return min((link.score for link in self.best(role) if link.to is not None), default=None)

    def actors(self, role: RoleName = RoleName.ACTOR) -> tuple[Actor, ...]:
        """The actors read for a role, each once."""
        return tuple(dict.fromkeys(link.to for link in self.best(role) if isinstance(link.to, Actor)))

    @property
    def place(self) -> Place | None:
        """The place of the event, when one was found."""
        return next((link.to for link in self.best(RoleName.PLACE) if isinstance(link.to, Place)), None)

    @property
    def when(self) -> Interval | None:
        """The time of the event, when one was found."""
        return next((link.to for link in self.best(RoleName.TIME) if isinstance(link.to, Interval)), None)
