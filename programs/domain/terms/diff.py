"""Two versions of the terms in words: what is new, what is gone, what was one thing and is another.

Parts are the same where they have the same key; a part with another key is another part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.domain.words import Sentence, say
from programs.domain.terms.asked import details, input_sentence
from programs.domain.terms.document import document_of
from programs.domain.terms.explain import (
    effective_sentence,
    level_sentence,
    output_sentence,
    report_sentence,
    step_sentence,
)
from programs.domain.terms.naming import Naming
from programs.domain.terms.rewording import changed_member, differing, instead, renamed, reworded
from programs.domain.terms.sheet import Input, Sheet
from programs.domain.terms.step import Step
from programs.domain.terms.wiring import sound


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions."""

    sheet: Sheet
    naming: Naming


def diff(old: Sheet, new: Sheet) -> tuple[Sentence, ...]:
    """Everything that changes, in the order of a sheet; nothing where nothing does."""
    before, after = _sides(old, new)
    found = tuple(_changes(before, after))
    if not found and document_of(old) != document_of(new):
        return (say("Only the order of the parts changes."),)
    return found


def _sides(old: Sheet, new: Sheet) -> tuple[Side, Side]:
    """What has another name now is called by it on both sides: a new name is told once."""
    before, after = Naming.of(sound(old)), Naming.of(sound(new))
    labels = {key: after.labels.get(key, label) for key, label in before.labels.items()}
    return Side(old, replace(before, labels=labels)), Side(new, after)


def _changes(before: Side, after: Side) -> Iterator[Sentence]:
    old, new = before.sheet, after.sheet
    yield from _head(old, new)
    yield from _of_list("parties", before, after)
    yield from _of_list("levels", before, after)
    yield from _of_list("inputs", before, after)
    yield from _of_list("steps", before, after)
    yield from _of_list("outputs", before, after)
    yield from _of_list("reports", before, after)


def _head(old: Sheet, new: Sheet) -> Iterator[Sentence]:
    if old.id != new.id:
        yield say("These are other terms: “%(new)s” and not “%(old)s”.", old=old.id, new=new.id)
    if old.version != new.version:
        yield say("Version %(old)s becomes version %(new)s.", old=old.version, new=new.version)
    if old.title != new.title:
        yield renamed(old.title, new.title)
    if old.currency != new.currency:
        yield say(
            "Amounts are in %(new)s with %(places)s decimals, no longer in %(old)s.",
            old=old.currency.code,
            new=new.currency.code,
            places=new.currency.minor,
        )
    yield from _circumstances(old, new)


def _circumstances(old: Sheet, new: Sheet) -> Iterator[Sentence]:
    if old.effective != new.effective:
        yield say(
            "The days change. Until now: %(old)s From now on: %(new)s",
            old=effective_sentence(old),
            new=effective_sentence(new),
        )
    if old.source != new.source:
        yield say(
            "The source changes from “%(old)s” to “%(new)s”.",
            old=old.source or "—",
            new=new.source or "—",
        )


ADDED: Mapping[str, Sentence] = {
    "parties": say("A party is added: %(said)s"),
    "levels": say("A level is added: %(said)s"),
    "inputs": say("Something more has to be known: %(said)s"),
    "steps": say("A step is added: %(said)s"),
    "outputs": say("A payment is added: %(said)s"),
    "reports": say("Something more is told: %(said)s"),
}
GONE: Mapping[str, Sentence] = {
    "parties": say("A party is taken out: %(said)s"),
    "levels": say("A level is taken out: %(said)s"),
    "inputs": say("This has no longer to be known: %(said)s"),
    "steps": say("A step is taken out: %(said)s"),
    "outputs": say("A payment is taken out: %(said)s"),
    "reports": say("This is no longer told: %(said)s"),
}


def _of_list(name: str, before: Side, after: Side) -> Iterator[Sentence]:
    old, new = _by_key(getattr(before.sheet, name)), _by_key(getattr(after.sheet, name))
    for key, one in old.items():
        if key not in new:
            yield Sentence(GONE[name].text, {"said": _said(name, one, before)})
        elif one != new[key] or _outer(name, key, before) != _outer(name, key, after):
            yield from _changed(name, (one, new[key]), before, after)
    for key, one in new.items():
        if key not in old:
            yield Sentence(ADDED[name].text, {"said": _said(name, one, after)})


def _outer(name: str, key: str, side: Side) -> str:
    """The level around a level; the order of other parts decides nothing."""
    levels = side.sheet.level_names()
    return levels[levels.index(key) - 1] if name == "levels" else ""


def _by_key(found: Iterable[Any]) -> dict[str, Any]:
    return {one.key: one for one in found}


def _said(name: str, one: Any, side: Side) -> Sentence:
    """A part in its own words."""
    match name:
        case "inputs":
            return input_sentence(one, side.sheet)
        case "steps":
            return step_sentence(one, side.naming)
        case "outputs":
            return output_sentence(one, side.naming)
        case "reports":
            return report_sentence(one, side.naming)
        case "levels":
            return level_sentence(side.sheet, side.sheet.level_names().index(one.key) - 1)
        case _:
            return say("“%(label)s” (%(key)s).", label=one.label, key=one.key)


def _changed(name: str, pair: tuple[Any, Any], before: Side, after: Side) -> Iterator[Sentence]:
    old, new = pair
    if old.label != new.label:
        yield renamed(old.label or old.key, new.label or new.key)
        old = replace(old, label=new.label)
    if name == "inputs":
        yield from _input(old, new, before, after)
    elif name == "steps":
        yield from _step(old, new, before, after)
    else:
        yield from _other(name, (old, new), before, after)


def _other(name: str, pair: tuple[Any, Any], before: Side, after: Side) -> Iterator[Sentence]:
    """Both in words; as they are written where the words are the same."""
    old, new = pair
    was, now = _said(name, old, before), _said(name, new, after)
    if was != now:
        yield say(
            "A part changes. Until now: %(old)s From now on: %(new)s",
            old=was,
            new=now,
        )
        return
    for one in differing(old, new):
        yield changed_member(new.label, one, old, new)


def _input(old: Input, new: Input, before: Side, after: Side) -> Iterator[Sentence]:
    if old.subject != new.subject:
        yield say(
            "“%(label)s” is now known for “%(new)s”, no longer for “%(old)s”.",
            label=new.label,
            old=_subject(old, before),
            new=_subject(new, after),
        )
    was, now = details(old, before.sheet), details(new, after.sheet)
    gone = tuple(one for one in was if one not in now)
    come = tuple(one for one in now if one not in was)
    if gone or come:
        yield instead(new.label, gone, come)
    for name in differing(old, new):
        if name != "subject" and _is_untold(name, old, new, before.sheet):
            yield changed_member(new.label, name, old, new)


def _is_untold(name: str, old: Input, new: Input, sheet: Sheet) -> bool:
    """Whether no detail would tell it if it were all that changes; a new kind tells its own."""
    if old.kind != new.kind:
        return name == "goal_of"
    return details(replace(old, **{name: getattr(new, name)}), sheet) == details(old, sheet)


def _subject(one: Input, side: Side) -> object:
    found = [level.label for level in side.sheet.levels if level.key == one.subject]
    return found[0] if found else one.subject


def _step(old: Step, new: Step, before: Side, after: Side) -> Iterator[Sentence]:
    label = after.naming.labels[new.key]
    if old.op != new.op:
        yield from reworded(label, (old.op, before.naming), (new.op, after.naming))
    if old.stage != new.stage:
        yield say(
            "“%(label)s” moves from “%(old)s” to “%(new)s”.",
            label=label,
            old=old.stage.value,
            new=new.stage.value,
        )
    if old.because != new.because:
        yield instead(
            label,
            (say("because: %(because)s", because=old.because),) if old.because else (),
            (say("because: %(because)s", because=new.because),) if new.because else (),
        )
