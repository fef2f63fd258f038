"""Reads an actor phrase by itself: names, nationality and agent, houses and capitals, plain people, facilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.agents import AgentMatch
from khaldun.knowledge.countries import Countries, Country
from khaldun.knowledge.states import AgentClass, agent_actor, agent_classes, state_id
from khaldun.model import UNLISTED, Actor, ActorRole
from khaldun.resolve.actors.outline import STATE_BODIES, CountryHit, Local, NameHit, Outline, outline, word_lists

_WHOLE = frozenset({"media", "ngo", "company", "university"})
"""Kinds whose people stand for them, whatever they do ("a Reuters photographer")."""
_PEOPLES = frozenset({"ethnic_group", "religious_group", "community", "de_facto_state"})
_BODIES = frozenset({"igo", "mission"})
_PLACES = frozenset({"actors:country", "actors:metonym"})
"""What "an area of San Salvador" gives after "of": where it is, not whose."""
_LEFT = ("ELI",)
"""What a person is after the last office."""
_OF = frozenset({"of", "for", "from", "with", "at", "in", "to"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a phrase. ``start`` and ``stop`` bound the words it rests on, within the phrase."""

    actor: Actor | None
    score: float
    rule: str
    start: int
    stop: int


class PhraseReader:
    """Reads phrases with the help of an actor book.

    ``local`` holds what words mean in one report; ``monotone`` tells that the report has but one case.
    """

    def __init__(self, book: ActorBook, *, local: Local | None = None, monotone: bool = False) -> None:
        self.book = book
        self.local = local or {}
        self.monotone = monotone

    def read(self, phrase: str, *, near: Country | None = None) -> tuple[Reading, ...]:
        """The readings of a phrase, best first, never none; ``near`` is the country the report is about.

        A reading to None says what was looked for by its rule: ``actors:unknown-name``, ``actors:facility``,
        ``actors:place``, ``actors:pronoun``, ``actors:private-person``, ``actors:nothing-known``.
        """
        if near is not None and phrase.partition(" ")[0].lower() in word_lists()["possessives"]:
            near = None  # "our forces" are the speaker's, not the report's country's
        made = outline(phrase, self.book, local=self.local, monotone=self.monotone)
        if not made.words:
            return (Reading(None, 0.0, "actors:nothing-known", 0, len(phrase)),)
        if len(made.words) == 1 and made.word(0) in word_lists()["pronouns"] and not made.names and not made.countries:
            return (Reading(None, 0.0, "actors:pronoun", 0, len(phrase)),)
        found = tuple(self._readings(made, near))
        return found or (_nothing(made),)

    def _readings(self, made: Outline, near: Country | None) -> Iterator[Reading]:
        if _only_gathers(made):
            yield from self._beyond(made, near, 1.0)
            return
        if (hit := made.named_at_end()) is not None:
            yield from self._named(made, hit, near)
            return
        head = made.head_agent()
        names = [hit for hit in made.names if hit.last <= made.cut and (head is None or hit.first >= head.last)]
        if head is not None and not names and not _is_plain_country(made, head):
            yield from (_as_modifier(made, head, r) for r in self._agent(made, head, near))
        elif names:
            yield from (replace(r, score=0.6 * r.score) for r in self._named(made, names[-1], near, "name-as-modifier"))
        elif hits := [hit for hit in made.countries if hit.last <= made.cut]:
            yield from self._country(made, made.country_at_end() or hits[-1])
        elif made.word(made.cut) in word_lists()["relations"] and not _is_proper(made, made.cut):
            yield from self._beyond(made, near, 0.7)

    def _beyond(self, made: Outline, near: Country | None, trust: float) -> Iterator[Reading]:
        """What the phrase says after "of", "in" …: "several of the largest unions"."""
        if made.cut + 1 >= len(made.words):
            return
        start = made.words[made.cut + 1].start
        for reading in self.read(made.phrase[start:], near=near):
            if reading.actor is not None:
                yield replace(
                    reading, score=trust * reading.score, start=reading.start + start, stop=reading.stop + start
                )

    def _named(self, made: Outline, hit: NameHit, near: Country | None, rule: str = "name") -> Iterator[Reading]:
        ranked = _ranked(hit.actors, near or _other_country(made, hit), self.book)
        best = 0.95 if len(ranked) == 1 else 0.7
        for number, actor in enumerate(ranked):
            yield _reading(
                made, _in_office(made, hit, actor), best / (number + 1), f"actors:{rule}", hit.first, hit.last
            )

    def _country(self, made: Outline, hit: CountryHit) -> Iterator[Reading]:
        seat = hit.how in {"capital", "house"}
        if hit.how == "region" or (seat and hit.last != made.cut):
            return  # a school in the capital is not the government
        if seat:
            actor, rule, score = self._organ("government", hit.country), "metonym", 0.8
        elif hit.how == "demonym" and hit.last == made.cut and _speaks_of_people(made, hit):
            actor, rule, score = self._organ("citizens", hit.country), "nationality", 0.8
        else:
            actor, rule = self._state(hit.country), "country"
            score = 0.9 if hit.last == made.cut else 0.5
        yield _reading(made, actor, score, f"actors:{rule}", hit.first, hit.last)

    def _agent(self, made: Outline, head: AgentMatch, near: Country | None) -> Iterator[Reading]:
        owner = _owner(made, head)
        if head.class_ is None:
            yield from self._facility(made, head, owner, near)
            return
        class_ = _class_in_context(made, head)
        if owner is not None:
            yield from self._owned(made, head, class_, owner, near)
            return
        place = made.country_for(head.first)
        if class_.name == "unknown" and place is None and made.cut < len(made.words):
            later = tuple(self._beyond(made, near, 0.9))
            if later:
                yield from later
                return
        yield from self._of_country(made, head, class_, place, near)

    def _of_country(
        self, made: Outline, head: AgentMatch, class_: AgentClass, place: CountryHit | None, near: Country | None
    ) -> Iterator[Reading]:
        if place is not None:
            first, last = min(head.first, place.first), max(head.last, place.last)
            yield _reading(made, self._organ(class_.name, place.country), 0.85, "actors:nationality+agent", first, last)
        elif _is_proper(made, head.first) and not _is_generic(made, head) and not _is_title(made, head):
            yield from _by_kind(made, head, class_, near)
        elif near is not None and class_.organ:
            yield _reading(made, self._organ(class_.name, near), 0.6, "actors:country-of-report", head.first, head.last)
            yield _reading(made, self._organ(class_.name, None), 0.4, "actors:agent", head.first, head.last)
        else:
            yield _reading(made, self._organ(class_.name, None), 0.7, "actors:agent", head.first, head.last)

    def _owned(
        self, made: Outline, head: AgentMatch, class_: AgentClass, owner: NameHit, near: Country | None
    ) -> Iterator[Reading]:
        """A name and an agent: "Hamas fighters", "a former CIA official", "the EU legislature", "Rakhine rebels"."""
        first, last = min(head.first, owner.first), max(head.last, owner.last)
        left = class_.name in {"unknown", "police"} and made.has_before(head.first, "former")
        if left and owner.actors[0].kind in STATE_BODIES:
            class_ = agent_classes()["elite"]
        for number, actor in enumerate(_ranked(owner.actors, near, self.book)):
            stands = _stands_for(actor, class_) or (actor.kind in _WHOLE and head.agent in word_lists()["weak_heads"])
            member = actor if stands else self._member(actor, class_)
            rule = "actors:member-of" if stands else "actors:name+agent"
            yield _reading(made, member, 0.85 / (number + 1), rule, first, last)

    def _facility(
        self, made: Outline, head: AgentMatch, owner: NameHit | None, near: Country | None
    ) -> Iterator[Reading]:
        """A place or thing stands for its owner when the phrase names one ("a police checkpoint", "Hamas offices")."""
        if owner is not None and owner.actors[0].kind != "person":
            yield from (replace(r, score=0.6 * r.score) for r in self._named(made, owner, near, "owner-of-facility"))
        elif inner := [m for m in made.agents if m.last <= head.first and m.class_ is not None]:
            found = self._agent(made, inner[-1], near)
            yield from (replace(r, score=0.6 * r.score, rule="actors:owner-of-facility") for r in found)
        elif made.word(made.cut) == "of":
            found = (r for r in self._beyond(made, near, 0.5) if r.rule not in _PLACES)
            yield from (replace(r, rule="actors:owner-of-facility") for r in found)

    def _member(self, actor: Actor, class_: AgentClass) -> Actor:
        role = actor.role_on(None) or (actor.roles[-1] if actor.roles else ActorRole(None, ()))
        parent = next((self.book.get(parent) for parent in actor.parents), None)
        if actor.kind == "person" and parent is not None and not class_.civil:
            return parent
        country = Countries.load().get(role.country) if role.country else None
        if country is not None:
            return self._organ(class_.name, country)
        made = agent_actor(class_, None)
        name = f"{class_.plain} of {actor.name}"
        owner = (ActorRole(role.country, class_.sectors),)
        return replace(made, id=f"{actor.id}:{class_.name}", name=name, names=(name,), parents=(actor.id,), roles=owner)

    def _organ(self, class_: str, country: Country | None) -> Actor:
        made = agent_actor(agent_classes()[class_], country)
        return self.book.get(made.id) or made

    def _state(self, country: Country) -> Actor:
        return self.book.get(state_id(country)) or Actor(
            state_id(country), country.name, country.names, "state", roles=(ActorRole(country.alpha3, ()),)
        )


def _reading(made: Outline, actor: Actor, score: float, rule: str, first: int, last: int) -> Reading:
    return Reading(actor, score, rule, made.words[first].start, made.words[last - 1].stop)


def _as_modifier(made: Outline, head: AgentMatch, reading: Reading) -> Reading:
    """A body before another noun ("a police operation") is a weaker reading than one by itself or before a name."""
    if head.class_ is None or head.last == made.cut or made.words[head.last].capital:
        return reading
    return replace(reading, score=0.6 * reading.score)


def _nothing(made: Outline) -> Reading:
    """Why nothing was found: a facility without an owner, a private person, an unknown name, or an unknown noun."""
    head = made.head_agent()
    names = [word for word in made.words[: made.cut] if word.capital and word.folded not in {"the", "a", "an"}]
    if head is not None and head.class_ is None:
        rule = "actors:facility"
    elif any(hit.how == "region" for hit in made.countries):
        rule = "actors:place"
    elif 2 <= len(names) == len(made.words) <= 4 and head is None:
        rule = "actors:private-person"
    else:
        rule = "actors:unknown-name" if names else "actors:nothing-known"
    return Reading(None, 0.0, rule, made.words[0].start, made.words[-1].stop)


def _in_office(made: Outline, hit: NameHit, actor: Actor) -> Actor:
    """A person named with an office holds it while it is told so, whatever the book says of other days.

    The office told stands before the dated ones, of which any that holds on the day of the report still wins; that
    the person left office later is then no news.
    """
    before = [m for m in made.agents if m.last <= hit.first and m.class_ is not None and m.class_.office]
    before = [m for m in before if m.class_ is not None and m.class_.name != "military"]  # a rank is kept for life
    if actor.kind != "person" or not before or made.has_before(hit.first, "former"):
        return actor
    office = before[-1]
    place = made.country_for(office.first)
    home = next((role.country for role in reversed(actor.roles) if role.country), None)
    country = place.country.alpha3 if place is not None else home
    words = made.phrase[made.words[office.first].start : made.words[office.last - 1].stop]
    sectors = office.class_.sectors if office.class_ else ()
    known = next((r for r in actor.roles if _is_that_office(r, words, sectors)), None)  # says more: defence is MIL too
    told = ActorRole(country, known.sectors if known else sectors, office=words)
    return replace(actor, roles=(told, *(role for role in actor.roles if role.sectors != _LEFT)))


def _is_that_office(role: ActorRole, words: str, sectors: tuple[str, ...]) -> bool:
    """Whether a role of the book is the office told by some words ("Defence Secretary")."""
    return role.sectors[:1] == sectors[:1] and words.casefold() in (role.office or "").casefold()


def _by_kind(made: Outline, head: AgentMatch, class_: AgentClass, near: Country | None) -> Iterator[Reading]:
    """A name that no list holds but that ends by saying what it is: "Amherst College", "Armed Gunmen" in a headline.

    An institution keeps its name, and is taken to be at home where the report is; others are no more than their noun.
    """
    if head.last != made.cut or class_.name == "unknown" or made.word(head.last - 1) in word_lists()["formations"]:
        return
    actor = agent_actor(class_, None)
    if head.agent in word_lists()["institutions"]:
        words = [word for word in made.words[: made.cut] if word.folded not in {"the", "a", "an"}]
        name = made.phrase[words[0].start : words[-1].stop]
        role = ActorRole(near.alpha3 if near else None, class_.sectors)
        slug = "-".join(word.folded for word in words)
        actor = replace(actor, id=f"{UNLISTED}{class_.name}:{slug}", name=name, names=(name,), roles=(role,))
    yield _reading(made, actor, 0.5, "actors:name-by-kind", 0, made.cut)


def _only_gathers(made: Outline) -> bool:
    main, head = made.words[: made.cut], made.head_agent()
    says = head is not None and head.last == made.cut and head.class_ is not None and head.class_.name != "unknown"
    return made.word(made.cut) == "of" and bool(main) and main[-1].folded in word_lists()["gathers"] and not says


def _owner(made: Outline, head: AgentMatch) -> NameHit | None:
    """The name an agent belongs to: before it, or after "of", "for", "from" …"""
    before = [hit for hit in made.names if hit.last <= head.first]
    after = [hit for hit in made.names if hit.first > made.cut and made.word(made.cut) in _OF]
    return before[-1] if before else after[0] if after else None


def _class_in_context(made: Outline, head: AgentMatch) -> AgentClass:
    class_ = head.class_ or agent_classes()["unknown"]
    if head.agent in word_lists()["weak_heads"] or class_.name in {"unknown", "security_forces"}:
        inner = [m.class_ for m in made.agents if m.last <= head.first and m.class_ is not None]
        class_ = inner[-1] if inner else class_
    if class_.office and made.has_before(head.first, "former"):
        return agent_classes()["elite"]
    return class_


def _stands_for(actor: Actor, class_: AgentClass) -> bool:
    if actor.kind in _WHOLE:
        return class_.name not in {"civilians", "elite"}
    if actor.kind == "religious_group" and class_.name in {"unknown", "religious", "community", "activists"}:
        return True
    if actor.kind in _PEOPLES or actor.kind == "person" or class_.name == "elite":
        return False
    if actor.kind in _BODIES:
        return class_.name == "aid_workers" or not (class_.civil or class_.name in {"legislature", "judiciary"})
    if actor.kind == "party" and class_.name in {"labour", "activists"}:
        return True  # party workers
    return not class_.civil


def _ranked(actors: Iterable[Actor], near: Country | None, book: ActorBook) -> list[Actor]:
    """Candidates at home in the country at hand first; otherwise as the book ranks them."""
    code = near.alpha3 if near else None
    return sorted(actors, key=lambda a: code is None or not _at_home(a, code, book))


def _at_home(actor: Actor, code: str, book: ActorBook) -> bool:
    return code in book.areas(actor.id) or any(role.country == code for role in actor.roles)


def _other_country(made: Outline, hit: NameHit) -> Country | None:
    return next((other.country for other in made.countries if other.last <= hit.first or other.first >= hit.last), None)


def _speaks_of_people(made: Outline, hit: CountryHit) -> bool:
    shown = made.words[hit.last - 1].folded
    plural = shown.endswith("s") and Countries.load().demonym(shown[:-1].title()) is not None
    counted = made.word(hit.first - 1) in word_lists()["counts"] or made.word(hit.first - 1).isdigit()
    return plural or counted


def _is_plain_country(made: Outline, head: AgentMatch) -> bool:
    """A country name that only looks like holding an agent ("the Republic of …") wins over the agent."""
    return any(hit.first <= head.first and head.last <= hit.last for hit in made.countries)


def _is_proper(made: Outline, first: int) -> bool:
    """Whether the main part up to and with a word is written as a name."""
    words = [w for w in made.words[: max(made.cut, 1)] if w.folded not in {"the", "a", "an", "and"}]
    return len(words) > 1 and all(word.capital for word in words) and first < len(made.words)


def _is_generic(made: Outline, head: AgentMatch) -> bool:
    """Whether the agent is all the main part says, as in "the National Guard"."""
    words = [index for index in range(made.cut) if made.word(index) not in {"the", "a", "an"}]
    return words == list(range(head.first, head.last))


def _is_title(made: Outline, head: AgentMatch) -> bool:
    """Whether the agent opens a person's name: "Governor Vadim Shumkov", "Valdosta Officer Randall Hancock"."""
    words = [index for index in range(made.cut) if made.word(index) not in {"the", "a", "an"}]
    opens = bool(words) and (words[0] == head.first or head.agent in word_lists()["titles"])
    return opens and head.last < made.cut <= head.last + 4
