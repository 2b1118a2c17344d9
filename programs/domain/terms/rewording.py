"""What changes inside one rule: the values of its sentence that differ, or the whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from core.domain.canonical import canonical_json
from core.domain.words import Named, Phrase, Sentence, say
from programs.domain.terms.fields import members_of, write_members
from programs.domain.terms.naming import Naming
from programs.domain.terms.operands import Operand
from programs.domain.terms.step import Op

Ruled: TypeAlias = tuple[Op, Naming]

MEMBERS: Mapping[str, Sentence] = {
    "amount": say("amount"),
    "goal_of": say("measure that it sets the target for"),
    "guarantee": say("guarantee"),
    "least": say("least"),
    "limit": say("limit"),
    "most": say("most"),
    "of": say("what it takes"),
    "otherwise": say("otherwise"),
    "rate": say("rate"),
    "share": say("share"),
    "than": say("line"),
    "unit": say("unit"),
    "when": say("condition"),
    "years": say("years"),
}
LIMITS: Mapping[str, Sentence] = {"at_most": say("cap"), "at_least": say("floor")}


def renamed(old: object, new: object) -> Sentence:
    """Only the name is another."""
    return say("“%(old)s” is now called “%(new)s”.", old=old, new=new)


def instead(label: object, gone: tuple[Phrase, ...], come: tuple[Phrase, ...]) -> Sentence:
    """One of several things that are said of a part is another, new, or gone."""
    if not gone:
        return say("“%(label)s”: now also “%(new)s”.", label=label, new=come)
    if not come:
        return say("“%(label)s”: no longer “%(old)s”.", label=label, old=gone)
    return say("“%(label)s”: “%(new)s” instead of “%(old)s”.", label=label, old=gone, new=come)


def reworded(label: object, old: Ruled, new: Ruled) -> Iterator[Sentence]:
    """Value by value where the rule is the same, else both rules; then what neither tells."""
    was, now = (op.said(naming) for op, naming in (old, new))
    if old[0].do != new[0].do or was.text != now.text:
        yield say(
            "“%(label)s” changes. Until now: %(old)s. From now on: %(new)s.",
            label=label,
            old=was,
            new=now,
        )
    else:
        for name in was.values:
            yield from _values(label, name, (old, was), (new, now))
    if old[0].do == new[0].do:
        yield from _untold(label, old, new)


def _values(
    label: object, name: str, old: tuple[Ruled, Sentence], new: tuple[Ruled, Sentence]
) -> Iterator[Sentence]:
    was, now = old[1].values[name], new[1].values[name]
    if was == now:
        return
    if isinstance(was, tuple) and isinstance(now, tuple):
        yield from _rows(label, was, now)
        return
    what = LIMITS.get(new[0][0].do) if name == "limit" else None
    yield change(label, what or MEMBERS.get(name, name), was, now)


def _rows(label: object, was: tuple[Phrase, ...], now: tuple[Phrase, ...]) -> Iterator[Sentence]:
    """Row by row where that leaves no doubt about their order, which can decide; else all."""
    found = [
        (a, was[a:b], now[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    if all(
        (gone or at == len(was)) and not {*gone} & {*now} and not {*come} & {*was}
        for at, gone, come in found
    ):
        yield from (instead(label, gone, come) for _at, gone, come in found)
    else:
        yield say(
            "“%(label)s”: in this order “%(new)s” instead of “%(old)s”.",
            label=label,
            old=was,
            new=now,
        )


def _untold(label: object, old: Ruled, new: Ruled) -> Iterator[Sentence]:
    """Members that its sentence does not tell, as they are written in the document."""
    names = Written({**old[1].labels, **new[1].labels})
    was: Any = old[0]
    said = was.said(names)
    for name in differing(was, new[0]):
        if replace(was, **{name: getattr(new[0], name)}).said(names) == said:
            yield changed_member(label, name.rstrip("_"), was, new[0])


@dataclass(frozen=True, slots=True)
class Written:
    """The names of both versions at once, so that one member can be exchanged by itself."""

    labels: Mapping[str, Named]

    def __call__(self, operand: Operand, *, like: Operand | None = None) -> Phrase:
        """By name, or as it is written."""
        del like  # a unit alone is not told
        return self.labels.get(operand.text, operand.text)

    def money(self, operand: Operand) -> Phrase:
        """Money is not the same as a bare number."""
        return (self(operand), "money")

    def unit(self, _operand: Operand) -> Phrase:
        """Another operand may have the same."""
        return ""

    def whom(self, _operand: Operand) -> Phrase:
        """Another operand may have the same."""
        return ""

    def party(self, key: str) -> Phrase:
        """By its key."""
        return key


def changed_member(label: object, name: str, old: object, new: object) -> Sentence:
    """A member that was one thing and is another, as it is written in the document."""
    was, now = (_written(write_members(one).get(name)) for one in (old, new))
    return change(label, MEMBERS.get(name, name), was, now)


def differing(old: Any, new: Any) -> Iterator[str]:
    """The members that are not the same in both."""
    for one, _slot in members_of(old):
        if getattr(old, one.name) != getattr(new, one.name):
            yield one.name


def _written(value: object) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else canonical_json(value).decode()


def change(label: object, what: object, old: object, new: object) -> Sentence:
    """A value that was one and is another."""
    return say(
        "“%(label)s”: %(what)s from %(old)s to %(new)s.", label=label, what=what, old=old, new=new
    )
