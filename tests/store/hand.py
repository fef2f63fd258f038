"""A dossier made by hand with every field filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from khaldun.model import (
    Actor,
    ActorRole,
    Attribution,
    Because,
    Block,
    CodedEvent,
    Count,
    CountKind,
    DatePrecision,
    Dossier,
    Dropped,
    Event,
    EventType,
    Incident,
    Interval,
    Judgement,
    Link,
    Mention,
    MentionKind,
    Origin,
    Part,
    Passed,
    Place,
    PlacePrecision,
    Report,
    Role,
    RoleName,
    Sentence,
    Span,
    Stamp,
    Stance,
    Status,
    TargetKind,
    Token,
    Weapon,
    edition_id,
    event_id,
    report_id,
    sha256_hex,
)

TITLE = "Gunmen storm hotel in Kabul"
BODY = (
    "Police said that ISKP gunmen stormed the Longan Hotel in Kabul with rifles on Monday, killing at least five "
    "civilians. The Taliban denied it. The Taliban arrested eight people in Zürich."
)
ISKP = Actor(
    "iskp", "ISKP", ("ISKP", "Daesh Khorasan", "داعش خراسان"), "armed group", ("isis",),
    (ActorRole("AFG", ("REB", "UAF"), date(2015, 1, 26), None), ActorRole(None, ("SPY",), None, date(2014, 1, 1))),
    (("wikidata", "Q20687831"), ("ucdp", "1")),
)  # fmt: skip
TALIBAN = Actor("taliban", "Taliban", ("Taliban",), "government", (), (ActorRole("AFG", ("GOV",)),))
KABUL = Place(
    "geonames:1138958", "Kabul", PlacePrecision.TOWN, "AFG", "Kabul Province", "Kabul District", 34.52813, 69.17233,
    3043532, "Kabul city",
)  # fmt: skip
MONDAY = Interval(date(2022, 12, 12), date(2022, 12, 12), DatePrecision.DAY)


def cut(text: str, quote: str, after: int = 0) -> Span:
    """The first place where ``quote`` stands in ``text``."""
    start = text.index(quote, after)
    return Span.of(text, start, start + len(quote))


def make_report(
    body: str = BODY, *, outlet: str = "gazette", url: str = "https://example.org/1", day: int = 13
) -> Report:
    """A report with every field filled."""
    text = f"{TITLE}\n\n{body}"
    origin = Origin(
        "pages/1.html", sha256_hex(text.encode()), "text/html", outlet, datetime(2023, 1, 4, tzinfo=UTC), "a#3"
    )
    at = datetime(2022, 12, day, 9, 30, tzinfo=timezone(timedelta(hours=4, minutes=30)))
    blocks = (Block(Part.HEADLINE, cut(text, TITLE)), Block(Part.LEAD, cut(text, body)))
    return Report(
        report_id(outlet, url, origin.sha256), edition_id(text), origin, text, blocks, TITLE,
        Stamp(at, "minute", "13 Dec, 9:30 AFT", "zone named"),
        Stamp(datetime(2022, 12, day + 1), "day", "14 Dec", "meta"),
        "A. Writer", outlet, url, "en", "Pajhwok", (1, 2, 2**63 - 1), (Dropped("Share this", "boilerplate"),),
    )  # fmt: skip


def sentences(report: Report) -> tuple[Sentence, ...]:
    """The headline and every sentence of the body."""
    quotes = [TITLE, *(f"{part.strip()}." for part in report.text[len(TITLE) :].split(".") if part.strip())]
    found = [cut(report.text, quote) for quote in quotes]
    token = Token(0, found[0].start, found[0].start + 6, "Gunmen", "gunman", "NOUN", "NNS", "nsubj", 0)
    return tuple(
        Sentence(f"sentence-{report.id}-{report.edition}-{n}", n, span, Part.BODY, (token,))
        for n, span in enumerate(found)
    )


def storming(report: Report, sentence: Sentence) -> Event:
    """An event with every field filled."""
    text = report.text
    trigger, iskp = cut(text, "stormed"), cut(text, "ISKP gunmen")
    roles = (
        Role(RoleName.ACTOR, iskp, cut(text, "gunmen", iskp.start)),
        Role(RoleName.TARGET, cut(text, "the Longan Hotel"), cut(text, "Hotel", trigger.start)),
        Role(RoleName.RECIPIENT, cut(text, "civilians"), cut(text, "civilians")),
        Role(RoleName.PLACE, cut(text, "Kabul", trigger.start), cut(text, "Kabul", trigger.start)),
        Role(RoleName.TIME, cut(text, "Monday"), cut(text, "Monday")),
        Role(RoleName.INSTRUMENT, cut(text, "rifles"), cut(text, "rifles")),
    )
    five = cut(text, "at least five civilians")
    because = (
        Because("type", "lexicon:storm", trigger, 0.9),
        Because("actor", "roles:subject", iskp, 0.1 + 0.2),
        Because("status", "status:plain"),
    )
    return Event(
        event_id(report.id, "plover", EventType.ASSAULT, sentence.span.quote, trigger.quote, roles), report.id,
        sentence.id, "plover", EventType.ASSAULT, "firearms", ("terrorism", "human_security"), trigger, roles,
        (Count(CountKind.KILLED, 5, None, five, "civilians"), Count(CountKind.INJURED, 1, 3, five, None, True)),
        Weapon("small_arms", cut(text, "rifles")), TargetKind("hotel", cut(text, "the Longan Hotel")), Status.HAPPENED,
        (
            Attribution(cut(text, "Police"), cut(text, "said"), Stance.ASSERTED),
            Attribution(None, None, Stance.CLAIMED),
        ),
        because, 1 / 3, "plover+rules-1+small-1", ("actor-weak",),
    )  # fmt: skip


def arrest(report: Report, sentence: Sentence) -> Event:
    """An event with as little as possible."""
    trigger = cut(report.text, "arrested")
    who = cut(report.text, "The Taliban", sentence.span.start)
    roles = (Role(RoleName.ACTOR, who, who),)
    return Event(
        event_id(report.id, "plover", EventType.COERCE, sentence.span.quote, "arrested", roles), report.id, sentence.id,
        "plover", EventType.COERCE, None, (), trigger, roles, (), None, None, Status.PLANNED, (),
        (Because("type", "lexicon:arrest", trigger),), 0.5, "plover",
    )  # fmt: skip


def links_of(event: Event) -> tuple[Link, ...]:
    """Readings of the roles: an actor with a second reading, a place, a time, and one that found nothing."""
    span = {role.name: role.span for role in event.roles}
    why = (Because("actor", "actors:alias", span[RoleName.ACTOR], 0.8), Because("actor", "actors:only-one"))
    return (
        Link(event.id, RoleName.ACTOR, span[RoleName.ACTOR], ISKP, 0, 0.8, why),
        Link(event.id, RoleName.ACTOR, span[RoleName.ACTOR], replace(ISKP, id="isis", name="ISIS"), 1, 0.2, ()),
        Link(event.id, RoleName.PLACE, span[RoleName.PLACE], KABUL, 0, 0.9, (Because("place", "places:name"),)),
        Link(event.id, RoleName.TIME, span[RoleName.TIME], MONDAY, 0, 1.0, ()),
        Link(event.id, RoleName.RECIPIENT, span[RoleName.RECIPIENT], None, 0, 0.0, ()),
    )


def make_dossier(body: str = BODY, **kwargs: object) -> Dossier:
    """A coded report: two events, five links of the first and one of the second, mentions, a candidate passed over."""
    report = make_report(body, **kwargs)  # type: ignore[arg-type]
    found = sentences(report)
    first, second = storming(report, found[1]), arrest(report, found[3])
    links = (*links_of(first), Link(second.id, RoleName.ACTOR, second.roles[0].span, TALIBAN, 0, 0.7, ()))
    denied = cut(report.text, "denied")
    return Dossier(
        report=report,
        sentences=found,
        quotations=(cut(report.text, "denied it"),),
        mentions=(
            Mention("mention-1", cut(report.text, "ISKP"), MentionKind.ACTOR, 1, 3, "lexicon", 7),
            Mention("mention-2", cut(report.text, "Kabul"), MentionKind.PLACE, 0, 5, "model"),
        ),
        events=(first, second),
        passed=(Passed(report.id, found[2].id, denied, EventType.REJECT, "no object", "passed:bare", denied),),
        links=links,
    )


def coded(dossier: Dossier) -> tuple[CodedEvent, ...]:
    """What a project has to give back for a dossier."""
    assert dossier.report is not None
    texts = {sentence.id: sentence.span.quote for sentence in dossier.sentences or ()}
    return tuple(
        CodedEvent(
            event, dossier.report, texts[event.sentence], tuple(x for x in dossier.links or () if x.event == event.id)
        )
        for event in dossier.events or ()
    )


def make_judgement(id: str, *subjects: str) -> Judgement:
    """A judgement of some subjects."""
    return Judgement(
        id, subjects, "wrong", '{"type": "AID"}', "see text", "{}", "reviewer-1", datetime(2023, 2, 1, 12), "x"
    )


def make_incident(id: str, *events: str) -> Incident:
    """An incident with a reason."""
    return Incident(id, events, (Because("place", "link:same-town", None, 0.75),))
