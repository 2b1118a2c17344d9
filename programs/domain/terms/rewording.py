"""What changes inside one rule: the values of its sentence that differ, or the whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from core.domain.canonical import canonical_json
from core.domain.words import Phrase, Sentence, say
from programs.domain.terms.fields import write_members
from programs.domain.terms.naming import Naming
from programs.domain.terms.step import Op

Ruled: TypeAlias = tuple[Op, Naming]

MEMBERS: Mapping[str, Sentence] = {
    "amount": say("amount"),
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
    """Value by value where the rule is the same, else both rules."""
    was, now = (op.said(naming) for op, naming in (old, new))
    if old[0].do != new[0].do or was.text != now.text:
        yield say(
            "“%(label)s” changes. Until now: %(old)s. From now on: %(new)s.",
            label=label,
            old=was,
            new=now,
        )
        return
    found = [one for name in was.values for one in _values(label, name, (old, was), (new, now))]
    yield from found or _members(label, old[0], new[0])


def _values(
    label: object, name: str, old: tuple[Ruled, Sentence], new: tuple[Ruled, Sentence]
) -> Iterator[Sentence]:
    was, now = old[1].values[name], new[1].values[name]
    if was == now:
        return
    if isinstance(was, tuple) and isinstance(now, tuple):
        gone = tuple(one for one in was if one not in now)
        come = tuple(one for one in now if one not in was)
        if gone or come:
            yield instead(label, gone, come)
        return
    what = LIMITS.get(new[0][0].do) if name == "limit" else None
    yield change(label, what or MEMBERS.get(name, name), was, now)


def _members(label: object, old: Op, new: Op) -> Iterator[Sentence]:
    """What its sentence does not tell, as it is written in the document."""
    was, now = write_members(old), write_members(new)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield change(label, name, _written(was.get(name)), _written(now.get(name)))


def _written(value: object) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else canonical_json(value).decode()


def change(label: object, what: object, old: object, new: object) -> Sentence:
    """A value that was one and is another."""
    return say(
        "“%(label)s”: %(what)s from %(old)s to %(new)s.", label=label, what=what, old=old, new=new
    )
