"""A better result never earns less, unless the sheet says that it has no direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.domain.words import say
from programs.domain.terms.breakpoints import breakpoints
from programs.domain.terms.kinds import What
from programs.domain.terms.operands import Operand
from programs.domain.terms.probe import Probe
from programs.domain.terms.problems import Looked, Problem, error, warning
from programs.domain.terms.scenes import SCENES, scene
from programs.domain.terms.sheet import Input
from programs.domain.terms.working import columns_of

MOST_WORK = 16_000  # names looked at; a larger sheet is tried at fewer places


@dataclass(frozen=True, slots=True)
class Fall:
    """From one place to the next, which is better, somebody gets less."""

    payee: str
    worse: int
    better: int
    before: int
    after: int


def monotone(looked: Looked) -> Iterator[Problem]:
    """Tried exactly at every edge and beside it, all other inputs low, in the middle and high."""
    directed = [
        (f"inputs[{i}].direction", one)
        for i, one in enumerate(looked.sheet.inputs)
        if one.direction != "none" and one.kind in {What.NUMBER, What.DATE}
    ]
    told: set[str] = set()
    for halves in SCENES if directed else ():
        frame = scene(looked.sheet, halves)
        base = columns_of(looked.wired, frame)
        left = MOST_WORK // (len(SCENES) * len(directed))
        for place, one in directed:
            if one.key not in told:
                probe = Probe.of(looked.wired, frame, one, left=left, base=base)
                for problem in _tried(looked, probe, place):
                    told.add(one.key)
                    yield problem


def _tried(looked: Looked, probe: Probe, place: str) -> Iterator[Problem]:
    """A fall; or that there may be one, where too little could be tried to tell."""
    edges = breakpoints(probe)
    places = probe.affordable(edges, probe.left)
    for fall in _falls(probe, places):
        yield _problem(looked, probe, fall, place)
        return
    if len(places) < len(edges):
        yield warning(
            say(
                "%(place)s: these terms have too many edges to try them all. Look at the curve "
                "along %(input)s to see that nobody gets less for a better result.",
                place=place,
                input=probe.along.label,
            )
        )


def _falls(probe: Probe, places: Sequence[int]) -> Iterator[Fall]:
    """Falls, the first one first."""
    if probe.along.direction == "lower_better":
        places = places[::-1]
    for payee, keys in _payees(probe).items():
        amounts = [(place, _amount(probe, keys, place)) for place in places]
        known = [(place, amount) for place, amount in amounts if amount is not None]
        for (worse, before), (better, after) in pairwise(known):
            if after < before:
                yield Fall(payee, worse, better, before, after)


def _payees(probe: Probe) -> dict[str, list[tuple[str, int]]]:
    """The outputs that somebody gets, and those that it gives back to the same payer."""
    found: dict[str, list[tuple[str, int]]] = {}
    pairs: set[tuple[str, str]] = set()
    for one in probe.wired.sheet.outputs:
        back = (one.payee, one.payer) in pairs
        pairs.add((one.payee, one.payer) if back else (one.payer, one.payee))
        payee = one.payer if back else one.payee
        found.setdefault(payee, []).append((one.key, -1 if back else 1))
    return found


def _amount(probe: Probe, keys: Sequence[tuple[str, int]], place: int) -> int | None:
    """What is left after what is given back; nothing is said where one cannot be evaluated."""
    amounts = [(probe.amount(key, place), sign) for key, sign in keys]
    known = [amount * sign for amount, sign in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _problem(looked: Looked, probe: Probe, fall: Fall, place: str) -> Problem:
    one, smallest = probe.along, looked.sheet.currency.smallest
    return error(
        say(
            "%(place)s: %(payee)s gets %(before)s where %(input)s is %(worse)s, but only "
            "%(after)s where it is %(better)s, which is better. Mend the step that does this, or "
            "write “none”.",
            place=place,
            payee=_party(looked, fall.payee),
            before=looked.money(fall.before * smallest),
            after=looked.money(fall.after * smallest),
            input=one.label,
            worse=_told(looked, one, fall.worse * probe.step),
            better=_told(looked, one, fall.better * probe.step),
        )
    )


def _told(looked: Looked, one: Input, value: Fraction) -> object:
    return looked.number(value, Operand(one.key))


def _party(looked: Looked, key: str) -> object:
    parties = {one.key: one.label for one in looked.sheet.parties}
    levels = {one.key: one.label for one in looked.sheet.levels}
    return {**parties, **levels}[key]
