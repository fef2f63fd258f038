"""Incident sheets as MUC-4 templates: the set's words for kinds, numbers and effects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from khaldun.analyse.sheet.participants import Participant, by_share
from khaldun.analyse.sheet.sheet import Sheet
from khaldun.analyse.sheet.weights import Share
from khaldun.evaluate.muc4_where import Told, location
from khaldun.evaluate.reasons import told_reasons
from khaldun.knowledge.crosswalks import crosswalk
from khaldun.model import CodedEvent, CountKind, DatePrecision, EventType, Interval, RoleName, Stance

Template = dict[str, Any]
_STATE = frozenset({"military", "police", "government"})


def template_of(sheet: Sheet, told: Told) -> Template | None:
    """The template of a sheet; None for what the set leaves out."""
    kind, stage = type_of(sheet), crosswalk("muc4_stage").get(sheet.summary.status.value)
    if not kind or not stage:
        return None
    template: Template = {"type": kind, "stage": stage, "because": told_reasons(sheet.members)}
    template |= {"date": _date(sheet), "location": location(sheet.summary, sheet.members, told)}
    template |= _perpetrators(sheet) | _things(sheet, kind) | _people(sheet, kind) | _means(sheet)
    for count, name in ((CountKind.KILLED, "killed"), (CountKind.INJURED, "injured")):
        found = next((one.best for one in sheet.summary.counts if one.kind is count), None)
        if found is not None:
            template[name] = found
    return template


def type_of(sheet: Sheet) -> str | None:
    """The set's type of incident."""
    table, summary = crosswalk("muc4_type"), sheet.summary
    plain = summary.type.value
    fitting = [f"{plain}+{summary.weapon}", f"{plain}/{summary.mode}"]
    fitting += [plain] if summary.type is EventType.ASSAULT else []
    return next((table[name] for name in fitting if name in table), None)


def _date(sheet: Sheet) -> dict[str, str | None] | None:
    """The days of an incident; the set writes "on or before the day of the report" for a day told by weekday."""
    when, told = told_days(sheet), sheet.members[0].report.published
    if when is None or when.stop is None:
        return None
    if told and when.start and when.stop < told.at.date() and _by_weekday(sheet.members, when):
        return {"start": None, "end": _iso(told.at.date())}
    return {"start": _iso(when.start), "end": _iso(when.stop)}


def told_days(sheet: Sheet) -> Interval | None:
    """The days of an incident as the set reads them: told of it, else "on or before" the report's, none from around."""
    when, told = sheet.summary.when, sheet.members[0].report.published
    links = [link for member in sheet.members for link in member.best(RoleName.TIME) if link.to == when]
    if told and links and all("dates:scene" in because.rule for link in links for because in link.because[:1]):
        return Interval(None, told.at.date(), DatePrecision.UNKNOWN)
    return when


def _by_weekday(members: Sequence[CodedEvent], when: Interval) -> bool:
    links = [link for member in members for link in member.best(RoleName.TIME) if link.to == when]
    return any(because.rule.startswith("dates:week") for link in links for because in link.because)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _perpetrators(sheet: Sheet) -> Template:
    persons, groups = (by_share(sheet.participants, share) for share in (Share.PERPETRATOR, Share.GROUP))
    named = _words(groups) or list(dict.fromkeys(one.group for one in persons if one.group))[:1]
    found: Template = {"perp_individual": _words(persons), "perp_org": named}
    if persons or groups:
        found["perp_category"] = _category(sheet, [*persons, *groups])
    if named:
        found["perp_org_confidence"] = [_confidence(sheet.members)]
    return found


def _category(sheet: Sheet, doers: Sequence[Participant]) -> str:
    """Whose violence it is: by what the doers are called, else the state's where only its forces are named."""
    told = {_kind(one.words, "", "muc4_category", "") for one in doers}
    if "TERRORIST ACT" in told or any(one.kind == "militants" or one.group for one in doers):
        return "TERRORIST ACT"
    kinds = {actor.kind for member in sheet.members for actor in member.actors(RoleName.ACTOR)}
    read = {crosswalk("muc4_perpetrator").get(kind) for kind in kinds}
    state = "STATE-SPONSORED VIOLENCE"
    return state if state in told or any(one.kind in _STATE for one in doers) or read == {state} else "TERRORIST ACT"


def _confidence(members: Sequence[CodedEvent]) -> str:
    stances = {link.stance for member in members for link in member.event.attribution}
    if Stance.CLAIMED in stances:
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED" if Stance.BLAMED in stances else "REPORTED AS FACT"


def _things(sheet: Sheet, kind: str) -> Template:
    things = by_share(sheet.participants, Share.TARGET)
    effect = crosswalk("muc4_damage").get(kind)
    return {
        "phys_target": _words(things),
        "phys_target_type": [_kind(one.words, one.kind, "muc4_physical", "OTHER") for one in things],
        "phys_target_number": [_number(one) for one in things],
        "phys_target_effect": [effect] * len(things) if effect and sheet.summary.status.value == "happened" else [],
    }


def _kind(words: str, kind: str, table: str, other: str) -> str:
    """The set's type of a thing or person: by the last of its words that tells it, else by the line's category."""
    told = [
        crosswalk(f"{table}_word").get(form)
        for word in words.lower().split()
        for form in (word, word.removesuffix("s"))
    ]
    closer = [one for one in told if one]
    if closer or not kind:
        return closer[-1] if closer else other
    return crosswalk(table).get(kind, other)


def _people(sheet: Sheet, kind: str) -> Template:
    named, described = (by_share(sheet.participants, share) for share in (Share.NAMED, Share.DESCRIBED))
    everyone = [*named, *(one for one in described if one.plural or not named)]
    titles = [one.words for one in described if not one.plural] if named else []
    kinds = [_person(one, titles) for one in everyone]
    return {
        "hum_target_name": _words(named),
        "hum_target_desc": _words(described),
        "hum_target_type": kinds,
        "hum_target_number": [_number(one) for one in everyone],
        "hum_target_effect": _effects(sheet, everyone, kind),
    }


def _person(one: Participant, titles: Sequence[str]) -> str:
    """The set's type of a victim; one named without a title is what the report's description of a victim says."""
    if one.share is Share.NAMED and not one.title and titles:
        return _kind(titles[0], "", "muc4_human", "CIVILIAN")
    return _kind(
        f"{one.title} {one.words}" if one.share is Share.NAMED else one.words, one.kind, "muc4_human", "CIVILIAN"
    )


def _effects(sheet: Sheet, people: Sequence[Participant], kind: str) -> list[str]:
    told = {
        count.kind for member in sheet.members for count in member.event.counts if count.low > 0 and not count.total
    }
    words = [word for key, word in ((CountKind.KILLED, "DEATH"), (CountKind.INJURED, "INJURY")) if key in told]
    if not words and kind == "ATTACK" and any(m.event.mode == "kill" for m in sheet.members):
        words = ["DEATH"]
    return (words * len(people))[: max(len(people), len(words))] if people else words


def _number(one: Participant) -> str:
    if one.low and one.high == one.low:
        return str(one.low)
    return "PLURAL" if one.plural else "1"


def _means(sheet: Sheet) -> Template:
    things, table = by_share(sheet.participants, Share.MEANS), crosswalk("muc4_weapon")
    kinds = [_weapon(one, table) for one in things]
    kinds = [kind for kind in kinds if kind] or [table.get(sheet.summary.weapon or "")]
    return {"instrument_id": _words(things), "instrument_type": list(dict.fromkeys(k for k in kinds if k))}


def _weapon(one: Participant, table: Mapping[str, str]) -> str | None:
    """The word's own line in the table, in the singular, else its category's."""
    closer = next((theirs for ours, theirs in table.items() if ours in one.words.lower()), None)
    return closer or table.get(one.means)


def _words(found: Iterable[Participant]) -> list[str]:
    return list(dict.fromkeys(one.words for one in found))
