"""How many persons a noun phrase stands for: numerals, number words, vague words, bounds, sums."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khaldun.code import clause
from khaldun.knowledge.cues import Bound, CountCues, count_cues
from khaldun.model import Sentence, Span, Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_JOINTS = frozenset({"-", "–", "—", "to", "or", "and"})
_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
_OLDEST = 115
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
"""Bare digits between these are taken for a year without a noun ("in 2015"), or where the model sees a date."""


@dataclass(frozen=True, slots=True)
class Amount:
    """``low`` to ``high`` (None: open) persons, the tokens that say so, and the word for the persons if any."""

    low: int
    high: int | None
    tokens: tuple[Token, ...]
    victims: tuple[Token, ...] = ()

    def plus(self, other: Amount) -> Amount:
        """Both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Amount(self.low + other.low, high, (*self.tokens, *other.tokens), (*self.victims, *other.victims))


def measure(sentence: Sentence, noun: Token) -> Amount | None:
    """The persons a noun phrase counts, its conjuncts added; None when it does not say or counts something else."""
    members = [noun]
    for member in members:
        below = sentence.children(member)
        joined = [t for t in below if (t.dep == "conj" or _is_listed(sentence, t)) and _is_countable(t)]
        members.extend(t for t in joined if t not in members)
    amounts = [_single(sentence, member) for member in members]
    known = [amount for amount in amounts if amount is not None]
    if amounts[0] is None and not (known and noun.tag in {"NNS", "NNPS"}):
        return None
    if _is_whole(known):
        return known[0]
    total = known[0]
    for amount in known[1:]:
        if not set(amount.tokens) <= set(total.tokens):
            total = total.plus(amount)
    return total if len(known) == len(amounts) else Amount(total.low, None, total.tokens, total.victims)


def _is_whole(amounts: list[Amount]) -> bool:
    """Whether the first of a list is what the others add up to: "12 people, seven women and five men"."""
    first, *parts = amounts
    return len(parts) > 1 and first.low == sum(part.low for part in parts)


def _is_listed(sentence: Sentence, token: Token) -> bool:
    """Whether an apposition is the next member of a list: "Wanda Lee, 43, Victor Dee, 48, and Hank Poe", "eight women,
    a girl and four men"."""
    if token.dep != "appos":
        return False
    if token.pos == "NOUN":
        joined = any(t.dep == "conj" and sentence.child(t, "nummod", "det") for t in sentence.children(token))
        counted = sentence.child(sentence.head_of(token), "nummod") is not None
        return counted and joined and sentence.child(token, "nummod", "det") is not None
    if token.pos != "PROPN":
        return False
    return _has_age(sentence, token) and any(t.dep in {"conj", "appos"} for t in sentence.children(token))


def _has_age(sentence: Sentence, noun: Token) -> bool:
    """Whether a bare number between commas follows a name: "Ali Khan, 34"."""
    comma, number = (sentence.tokens[noun.index + n : noun.index + n + 1] for n in (1, 2))
    return bool(number) and comma[0].text == "," and number[0].text.isdigit() and 0 < int(number[0].text) < _OLDEST


def _is_countable(token: Token) -> bool:
    """Whether a conjunct can be persons: a noun, a number, or a name that is no place and no body."""
    if any(token.lemma in effect.noun for effect in count_cues().effects):
        return False  # "the murder of three men and the killing of a boy": a deed, no fourth man
    return token.pos in {"NOUN", "NUM"} or (token.pos == "PROPN" and token.entity in {"PERSON", ""})


def _single(sentence: Sentence, noun: Token) -> Amount | None:
    """One member of a coordination."""
    cues = count_cues()
    if noun.lemma in cues.not_persons or clause.low(noun) in cues.not_persons or _is_percentage(sentence, noun):
        return None
    if clause.is_nobody(sentence, noun):
        return Amount(0, 0, (*(t for t in sentence.children(noun) if t.dep == "det"), noun))
    if (numeral := _numeral_of(sentence, noun)) is not None:
        return number_at(sentence, numeral, noun)
    if clause.low(noun) in cues.vague or noun.lemma in cues.scales or noun.lemma in cues.numbers:
        return number_at(sentence, noun, None)
    return _counted_group(sentence, noun) or _one(sentence, noun)


def _is_percentage(sentence: Sentence, noun: Token) -> bool:
    after = sentence.tokens[noun.index + 1 : noun.index + 2]
    return bool(after) and clause.low(after[0]) in {"%", "percent", "per"}


def _numeral_of(sentence: Sentence, noun: Token) -> Token | None:
    """The number word before a noun: "five people", "several dozen people", "both men"; or the noun itself."""
    vague = count_cues().vague
    for child in sentence.children(noun):
        if child.index >= noun.index:
            continue
        if child.dep == "nummod" or (child.pos == "NUM" and child.dep in {"amod", "compound", "nmod"}):
            return child if _is_next_to(sentence, child, noun) else None
        paired = clause.low(child) == "both" and any(t.dep == "conj" for t in sentence.children(noun))
        if not paired and (clause.low(child) in vague or child.lemma in count_cues().scales):
            return child
    return noun if noun.tag == "CD" else None


def _is_next_to(sentence: Sentence, numeral: Token, noun: Token) -> bool:
    between = sentence.tokens[numeral.index + 1 : noun.index]
    return not any(clause.low(t) in {"$", ";"} or t.lemma in {"year", "old"} for t in between)


def number_at(sentence: Sentence, numeral: Token, noun: Token | None) -> Amount | None:
    """Read the number expression that ``numeral`` belongs to, with the words that loosen it."""
    start, stop = _stretch(sentence, numeral.index)
    read = _value(sentence.tokens[start:stop])
    if read is None or _is_date_or_money(sentence, start, stop, noun, read[0]):
        return None
    start, stop, low, high = _of_scale(sentence, start, stop, read)
    first, bound = _bound_before(sentence, start)
    if bound is Bound.FLOOR:
        high = None
    elif bound is Bound.CEILING and low == high:
        low = min(1, low)
    victims = (noun,) if noun is not None and noun.pos != "NUM" else _of_whom(sentence, numeral)
    last = noun.index if noun is not None and noun.index >= stop else stop - 1
    tokens = tuple(sentence.tokens[first : last + 1]) + (() if noun is not None else victims)
    return Amount(low, high, tokens, victims)


def _of_scale(
    sentence: Sentence, start: int, stop: int, read: tuple[int, int | None]
) -> tuple[int, int, int, int | None]:
    """ "hundreds of thousands": the outer word times the scale of the inner one, from whichever side it is met."""
    tokens, scales = sentence.tokens, count_cues().scales
    if _are_of(tokens[stop : stop + 1]) and tokens[stop + 1 : stop + 2] and tokens[stop + 1].lemma in scales:
        return start, stop + 2, read[0] * scales[tokens[stop + 1].lemma], None
    if start > 1 and _are_of(tokens[start - 1 : start]) and tokens[start].lemma in scales:
        outer = _value(tokens[start - 2 : start - 1])
        if outer is not None:
            return start - 2, stop, outer[0] * scales[tokens[start].lemma], None
    return start, stop, *read


def _are_of(tokens: tuple[Token, ...]) -> bool:
    return bool(tokens) and clause.low(tokens[0]) == "of"


def _of_whom(sentence: Sentence, numeral: Token) -> tuple[Token, ...]:
    """The persons in "dozens of people", "14 of them"."""
    of = next((t for t in sentence.children(numeral) if clause.low(t) == "of"), None)
    whom = sentence.child(of, "pobj") if of is not None else None
    return (whom,) if whom is not None and whom.pos != "PRON" else ()


def _stretch(sentence: Sentence, index: int) -> tuple[int, int]:
    """The run of number tokens around ``index``, joints between numbers included ("5 to 7", "twenty-one")."""
    tokens, start, stop = sentence.tokens, index, index + 1
    while stop < len(tokens):
        if _is_number(tokens[stop]):
            stop += 1
        elif clause.low(tokens[stop]) in _JOINTS and stop + 1 < len(tokens) and _joins(tokens, stop):
            stop += 2
        else:
            break
    while start > 0:
        if _is_number(tokens[start - 1]):
            start -= 1
        elif clause.low(tokens[start - 1]) in _JOINTS and start > 1 and _joins(tokens, start - 1):
            start -= 2
        else:
            break
    return start, stop


def _joins(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a joint stands between two numbers of one expression; "and" only after "between" or in "hundred and"."""
    left, right = tokens[at - 1], tokens[at + 1]
    if not (_is_number(left) and _is_number(right)):
        return False
    if clause.low(tokens[at]) != "and":
        return True
    return left.lemma in count_cues().scales or (at > 1 and clause.low(tokens[at - 2]) == "between")


def _is_number(token: Token) -> bool:
    cues = count_cues()
    word = clause.low(token)
    return (
        bool(_DIGITS.fullmatch(word))
        or word in cues.numbers
        or word in cues.vague
        or token.lemma in cues.scales
        or ("-" in word and all(part in cues.numbers for part in word.split("-")))
    )


def _value(tokens: tuple[Token, ...]) -> tuple[int, int | None] | None:
    """Low and high of a run of number tokens."""
    cues, words = count_cues(), [clause.low(t) for t in tokens]
    for joint in ("-", "–", "—", "to", "or", "and"):
        if joint in words:
            at = words.index(joint)
            return _joined(_value(tokens[:at]), _value(tokens[at + 1 :]), joint, tokens[:at])
    low, high = 0, 0
    open_ended = False
    for token in tokens:
        word = clause.low(token)
        if word in cues.vague and word not in cues.scales:
            vague = cues.vague[word]
            low, high, open_ended = (
                max(low, 1) * vague.low,
                max(high, 1) * (vague.high or vague.low),
                vague.high is None,
            )
        elif token.lemma in cues.scales and not (low == 0 and word != token.lemma):
            low, high = (max(n, 1) * cues.scales[token.lemma] for n in (low, high))
        else:
            number = _plain(word, cues)
            if number is None:
                return None
            low, high = low + number, high + number
    return (low, None if open_ended else high) if tokens else None


def _joined(
    left: tuple[int, int | None] | None, right: tuple[int, int | None] | None, joint: str, before: tuple[Token, ...]
) -> tuple[int, int | None] | None:
    if left is None or right is None:
        return None
    low, high = left[0], right[1]
    if high is not None and high > low:
        return (low, high)
    if high is None:
        return (low, None)
    together = joint == "and" or (joint == "-" and low % 10 == 0 and high < 10 and before[-1].text.isalpha())
    return (low + high, low + high) if together else (low, low)


def _plain(word: str, cues: CountCues) -> int | None:
    if word in cues.numbers:
        return cues.numbers[word]
    if "-" in word:
        parts = [cues.numbers.get(part) for part in word.split("-")]
        return None if None in parts else sum(part for part in parts if part is not None)
    if _DIGITS.fullmatch(word):
        return int(float(word.replace(",", "")))
    return None


def _bound_before(sentence: Sentence, start: int) -> tuple[int, Bound | None]:
    """Where the words that loosen a number begin, and what they make of it; articles in between are stepped over."""
    first, found = start, None
    words = [clause.low(t) for t in sentence.tokens[:start]]
    for phrase, bound in count_cues().bounds:
        if len(phrase) <= len(words) and tuple(words[-len(phrase) :]) == phrase:
            first, found = start - len(phrase), bound
            break
    if found is None and words[-1:] == ["between"]:
        first = start - 1
    return first, found


def _is_date_or_money(sentence: Sentence, start: int, stop: int, noun: Token | None, value: int) -> bool:
    tokens = sentence.tokens
    before = clause.low(tokens[start - 1]) if start else ""
    after = clause.low(tokens[stop]) if stop < len(tokens) else ""
    if before in {"$", "£", "€", "#", "aged", "age", "no.", "rs"} or after in {
        "%",
        "percent",
        "am",
        "pm",
        "p.m.",
        "a.m.",
        ":",
    }:
        return True
    if after.startswith("-year") or after in {"year", "years"} or (after == "-" and stop + 1 < len(tokens)):
        return True
    if _is_age(sentence, start, stop, noun):
        return True
    year = tokens[start].text.isdigit() and _FIRST_YEAR <= value <= _LAST_YEAR
    if noun is not None and noun.tag != "CD":
        return year and tokens[start].entity == "DATE"
    harmed = tokens[start].dep == "dobj"  # "wounding 83, the ministry said": no year, whatever the model sees
    return (
        year
        or tokens[start].entity in {"MONEY", "PERCENT"}
        or (tokens[start].entity in {"DATE", "TIME"} and not harmed)
    )


def _is_age(sentence: Sentence, start: int, stop: int, noun: Token | None) -> bool:
    """ "John Smith, 23, was killed": a bare number fenced by commas."""
    tokens = sentence.tokens
    fenced = start > 0 and clause.low(tokens[start - 1]) in {",", "("}
    closed = stop >= len(tokens) or clause.low(tokens[stop]) in {",", ")", ".", "and"}
    return fenced and closed and (noun is None or noun.tag == "CD")


def _counted_group(sentence: Sentence, noun: Token) -> Amount | None:
    """ "a family of five", "a group of 20 pilgrims", "bodies of three men"."""
    of = next((t for t in sentence.children(noun) if clause.low(t) == "of"), None)
    inner = sentence.child(of, "pobj") if of is not None else None
    if inner is None or noun.lemma not in count_cues().collectives:
        return None
    numeral = _numeral_of(sentence, inner)
    return number_at(sentence, numeral, None if numeral is inner else inner) if numeral is not None else None


def _one(sentence: Sentence, noun: Token) -> Amount | None:
    """A single person: "a policeman", "his wife", "John Smith", "her"."""
    if clause.low(noun) in _PRONOUNS:
        return Amount(1, 1, (noun,))
    if noun.lemma in count_cues().collectives or not (noun.tag in {"NN", "NNP"} or _is_aged(sentence, noun)):
        return None
    if noun.entity in {"DATE", "TIME"} and not _is_aged(sentence, noun):
        return None
    if noun.pos == "PROPN" and noun.entity not in {"PERSON", ""} and not _has_age(sentence, noun):
        return None
    return Amount(1, 1, (*_lead(sentence, noun), noun), (noun,))


def _is_aged(sentence: Sentence, noun: Token) -> bool:
    """ "a 13-year-old": a person named by age alone."""
    before = [clause.low(t) for t in sentence.tokens[max(0, noun.index - 2) : noun.index]]
    return clause.low(noun) == "old" and before[1:] == ["-"] and before[0] in {"year", "month", "week", "day"}


def _lead(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """What stands before a noun within its own phrase."""
    own = sentence.subtree(noun, without=("relcl", "acl", "conj", "appos", "prep", "cc"))
    return tuple(t for t in own if t.index < noun.index and (t.pos != "PUNCT" or t.text == "-"))


def passage(sentence: Sentence, amount: Amount) -> Span:
    """The words that state an amount."""
    return sentence.cut(amount.tokens)
