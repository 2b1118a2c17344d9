"""What can be told of a document that may still be wrong: every part, and its sentence if any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from core.domain.words import Named, Sentence
from programs.domain.terms.asked import input_sentence
from programs.domain.terms.catalogue import OPS
from programs.domain.terms.document import LISTS, step_from
from programs.domain.terms.explain import output_sentence, report_sentence, step_sentence
from programs.domain.terms.fields import read_members
from programs.domain.terms.kinds import Kind
from programs.domain.terms.naming import Naming
from programs.domain.terms.sheet import Currency, Sheet
from programs.domain.terms.slots import as_object
from programs.domain.terms.step import Step
from programs.domain.terms.units import Unit
from programs.domain.terms.wiring import wire


@dataclass(frozen=True, slots=True)
class Known:
    """One part of a document. `name` is what it goes by; `broken` says why it cannot be read."""

    section: str
    index: int
    name: str
    label: Named | None = None
    stage: str = ""
    do: str = ""
    sentence: Sentence | None = None
    broken: RuleBroken | None = None

    @property
    def place(self) -> str:
        """Where it stands in the document."""
        return f"{self.section}[{self.index}]"


def outline(document: Mapping[str, Any]) -> dict[str, tuple[Known, ...]]:
    """Every part of every list, in order; lists that are no lists are empty."""
    found = {name: _listed(document, name) for name in (*LISTS, "steps")}
    read = {name: [_read(name, i, one) for i, one in enumerate(found[name])] for name in found}
    wired = wire(_sheet(read, _currency(document)))
    guessed = Guessed(wired.sheet.currency.unit)
    guessed.update(wired.kinds)
    naming = Naming.of(replace(wired, kinds=guessed))
    return {
        name: tuple(
            _known(name, i, raw, read[name][i], naming) for i, raw in enumerate(found[name])
        )
        for name in found
    }


def names_in(document: Mapping[str, Any]) -> tuple[tuple[str, Named], ...]:
    """Everything that a step may take by name: inputs, steps, and the parts of steps."""
    known = outline(document)
    found = [(one.name, one.label or Named(one.name, one.name)) for one in known["inputs"]]
    for i, one in enumerate(known["steps"]):
        label = one.label or Named(one.name, one.name)
        step = _read("steps", i, _listed(document, "steps")[i])
        parts = step.op.parts() if isinstance(step, Step) else ()
        found += [
            (f"{one.name}.{part}", Named(f"{label.en}: {part}", f"{label.ko}: {part}"))
            for part in parts
        ]
        found += [] if parts else [(one.name, label)]
    return tuple(found)


def _listed(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name)
    return found if isinstance(found, list) else []


def _read(name: str, index: int, raw: object) -> Any:
    """A part, or the reason why it cannot be read."""
    place = f"{name}[{index}]"
    try:
        part = Part(place, as_object(raw, place))
        return step_from(part) if name == "steps" else read_members(LISTS[name][0], part)
    except RuleBroken as broken:
        return broken


class Guessed(dict[str, Kind]):
    """What cannot be made out is told as money, so that one mistake silences one sentence."""

    def __init__(self, money: Unit) -> None:
        super().__init__()
        self.money = money

    def __missing__(self, _name: str) -> Kind:
        return Kind(unit=self.money)


def _currency(document: Mapping[str, Any]) -> Currency:
    found = document.get("currency")
    try:
        read: Currency = read_members(Currency, Part("currency", as_object(found, "currency")))
    except RuleBroken:
        return Currency(code="KRW", minor=0)
    return read


def _sheet(read: Mapping[str, list[Any]], currency: Currency) -> Sheet:
    """As much of the sheet as can be read."""
    lists: dict[str, Any] = {
        name: tuple(one for one in found if not isinstance(one, RuleBroken))
        for name, found in read.items()
    }
    return Sheet(id="draft", title=Named("", ""), version=1, currency=currency, **lists)


def _known(name: str, index: int, raw: object, read: Any, naming: Naming) -> Known:
    said = raw if isinstance(raw, dict) else {}
    do = _text(said.get("do"))
    return Known(
        section=name,
        index=index,
        name=_text(said.get("key")) or f"{name}[{index}]",
        label=_label(said.get("label")),
        stage=_text(said.get("stage")) or (OPS[do].home.value if do in OPS else ""),
        do=do,
        sentence=_sentence(name, read, naming),
        broken=read if isinstance(read, RuleBroken) else None,
    )


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _label(found: object) -> Named | None:
    if not isinstance(found, dict):
        return None
    en, ko = _text(found.get("en")), _text(found.get("ko"))
    return Named(en or ko, ko or en) if en or ko else None


def _sentence(name: str, read: Any, naming: Naming) -> Sentence | None:
    if isinstance(read, RuleBroken) or name not in SAID:
        return None
    try:
        return SAID[name](read, naming)
    except (ValueError, OverflowError):  # a number stands where a day should, and is none
        return None


SAID: Mapping[str, Callable[[Any, Naming], Sentence]] = {
    "inputs": lambda one, naming: input_sentence(one, naming.wired.sheet),
    "steps": step_sentence,
    "outputs": output_sentence,
    "reports": report_sentence,
}
