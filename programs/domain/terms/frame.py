"""The case that is priced: the subjects and what is known of each."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from core.domain.words import say
from programs.domain.terms.kinds import What
from programs.domain.terms.operands import date_from, exact_text, number_from
from programs.domain.terms.room import Room
from programs.domain.terms.sheet import Input, Level, Sheet
from programs.domain.terms.slots import as_object, items_of
from programs.domain.terms.values import Scalar, Unknown, Value

MOST_SUBJECTS = 20_000


@dataclass(slots=True)
class Frame:
    """`parents[level][row]` is a row of the level above; `inputs[key]` has a value for each row.

    `absent` names subjects of whose inner subjects nothing is said: that is not nobody.
    """

    names: list[list[str]]
    parents: list[list[int]]
    inputs: dict[str, list[Value]] = field(default_factory=dict)
    absent: list[tuple[int, int]] = field(default_factory=list)

    def count(self, level: int) -> int:
        """How many subjects there are on a level."""
        return len(self.names[level])

    def row_above(self, level: int, row: int, above: int) -> int:
        """The row of the subject further out that this one belongs to."""
        while level > above:
            row, level = self.parents[level][row], level - 1
        return row

    def without(self, level: int, above: int) -> set[int]:
        """The subjects further out inside which it is not known who there is on a level."""
        return {self.row_above(at, row, above) for at, row in self.absent if above <= at < level}

    def groups(self, level: int, above: int) -> list[list[int]]:
        """For each subject further out, the rows of a level that belong to it."""
        found: list[list[int]] = [[] for _ in range(self.count(above))]
        for row in range(self.count(level)):
            found[self.row_above(level, row, above)].append(row)
        return found


def frame_of(sheet: Sheet, case: object, room: Room | None = None) -> Frame:
    """Read a case: a JSON object of inputs, with a list of objects for each level of subjects."""
    levels = [level.key for level in sheet.levels]
    frame = Frame([[] for _ in range(len(levels) + 1)], [[] for _ in range(len(levels) + 1)])
    by_level = [
        [one for one in sheet.inputs if one.subject == name] for name in sheet.level_names()
    ]
    frame.inputs = {one.key: [] for one in sheet.inputs}
    waiting = deque([(0, 0, Part("", as_object(case, "The case")), "")])
    left, room = MOST_SUBJECTS, room or Room()
    while waiting:
        level, parent, part, name = waiting.popleft()
        _check_members(part, by_level[level], levels[level : level + 1])
        room.take_values(len(by_level[level]))
        row = len(frame.names[level])
        frame.names[level].append(name)
        frame.parents[level].append(parent)
        for one in by_level[level]:
            frame.inputs[one.key].append(_value(one, part, name))
        if level < len(levels):
            if part.found.get(levels[level]) is None:
                frame.absent.append((level, row))
            inner = _inner(sheet, level, part, left)
            left -= len(inner)
            waiting.extend((level + 1, row, one, title) for one, title in inner)
    return frame


def _inner(sheet: Sheet, level: int, part: Part, left: int) -> list[tuple[Part, str]]:
    """The subjects of the next level inside one; none if nothing is said of them."""
    inner = sheet.levels[level]
    if part.found.get(inner.key) is None:
        return []
    found = items_of(part, inner.key, least=0, most=inner.most)
    if len(found) > left:
        raise RuleBroken(
            "With %(place)s there are more than %(most)s subjects. Price fewer in one case.",
            place=part.at(inner.key),
            most=MOST_SUBJECTS,
        )
    places = [
        Part(f"{part.at(inner.key)}[{i}]", as_object(one, f"{part.at(inner.key)}[{i}]"))
        for i, one in enumerate(found)
    ]
    named = [(place, _name(place, i)) for i, place in enumerate(places)]
    _check_once(named)
    return named


def _check_once(named: list[tuple[Part, str]]) -> None:
    """Nobody is paid twice because they stand in the case twice."""
    seen: set[str] = set()
    for part, name in named:
        if name in seen:
            raise RuleBroken(
                "%(place)s is “%(name)s”, which stands above already. Leave one.",
                place=part.at("id"),
                name=name,
            )
        seen.add(name)


def _name(part: Part, i: int) -> str:
    found = part.found.get("id", i + 1)
    if isinstance(found, str | int) and 0 < len(str(found)) <= 100:
        return str(found)
    raise RuleBroken("%(place)s must be a short text.", place=part.at("id"))


def _check_members(part: Part, inputs: list[Input], inner: list[str]) -> None:
    known = [*(one.key for one in inputs), *inner, *(["id"] if part.place else [])]
    for name in part.found:
        if name not in known:
            raise RuleBroken(
                "%(place)s is not an input of these terms. They ask for: %(known)s.",
                place=part.at(str(name)),
                known=", ".join(known),
            )


def _value(one: Input, part: Part, subject: str) -> Value:
    """What is known of one input for one subject; absent and null are both unknown."""
    found = part.found.get(one.key)
    if found is None:
        return missing(one, subject)
    value = READ[What(one.kind)](one, found)
    if value is None:
        raise RuleBroken(
            "%(place)s is %(found)s; it has to be %(wanted)s.",
            place=part.at(one.key),
            found=str(found)[:50],
            wanted=WANTED.get(What(one.kind)) or ", ".join(one.words),
        )
    _check_range(one, value, part.at(one.key))
    return value


def nobody_told(level: Level) -> Unknown:
    """The reason that a missing list of subjects gives; an empty list says that there is nobody."""
    return Unknown((say("The list of “%(level)s” is missing.", level=level.label),))


def missing(one: Input, subject: str) -> Unknown:
    """The reason that a missing input gives."""
    if not subject:
        return Unknown((say("%(input)s is missing.", input=one.label),))
    return Unknown((say("%(input)s of %(subject)s is missing.", input=one.label, subject=subject),))


def _check_range(one: Input, value: Scalar, place: str) -> None:
    if not isinstance(value, Fraction):
        return
    span = one.span
    if not span.low <= value <= span.high:
        low, high = (one.least, one.most)
        raise RuleBroken(
            "%(place)s is %(found)s; these terms are agreed for values from %(low)s to %(high)s.",
            place=place,
            found=exact_text(value) if one.kind == What.NUMBER else _day(value),
            low=low and low.text,
            high=high and high.text,
        )
    if one.kind == What.NUMBER and (value * 10**one.decimals).denominator != 1:
        raise RuleBroken(
            "%(place)s is %(found)s; it may have at most %(decimals)s decimals.",
            place=place,
            found=exact_text(value),
            decimals=one.decimals,
        )


def _day(value: Fraction) -> str:
    return date.fromordinal(int(value)).isoformat()


def _number(_one: Input, found: object) -> Scalar | None:
    if isinstance(found, bool):
        return None
    if isinstance(found, int) and abs(found) < 10**18:
        return Fraction(found)
    return number_from(
        f"{found:f}"
        if isinstance(found, Decimal) and found.is_finite() and abs(found.adjusted()) < 20
        else found
    )


def _truth(_one: Input, found: object) -> Scalar | None:
    return found if isinstance(found, bool) else None


def _word(one: Input, found: object) -> Scalar | None:
    return found if isinstance(found, str) and found in one.words else None


def _date(_one: Input, found: object) -> Scalar | None:
    return date_from(found)


READ = {What.NUMBER: _number, What.TRUTH: _truth, What.WORD: _word, What.DATE: _date}
WANTED = {
    What.NUMBER: say("a whole number, or a number in quotation marks such as “12.5”"),
    What.TRUTH: say("true or false"),
    What.DATE: say("a day such as “2026-04-01”"),
}
