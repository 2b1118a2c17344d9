"""One run: the platform under load, fault after fault, until it has come to rest."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from chaos.bank import Bank
from chaos.browser import Browser
from chaos.checks import RESTING, STUCK, Seen, Truth, Wrong, is_settled, looked
from chaos.faults import Fault, Faults
from chaos.messages import Messages
from chaos.patience import patiently
from chaos.processes import Platform
from chaos.staff import Person, Told, people
from chaos.world import World
from payouts.models import Payout

BACKLOG = 4  # payouts under way; people who are slow are given no more
BURST = 3  # results that are signed in the same moment


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done to it, and how quickly."""

    seed: int
    kills: int
    pace: float  # seconds between two faults, on average
    patience: float  # seconds that it may take to come to rest
    planted: str = ""


@dataclass(slots=True)
class Result:
    """What was done and what was found."""

    plan: Plan
    bank: Bank
    load: float = 0.0
    outcomes: int = 0
    faults: list[Fault] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    seconds: float = 0.0
    settled_after: float | None = None

    @property
    def wrong(self) -> list[Wrong]:
        """Everything that must not be."""
        found = [one for seen in self.seen for one in seen.wrong]
        if self.settled_after is None:
            late = f"not at rest {self.plan.patience:.0f} s after the last fault"
            found.append(Wrong(STUCK, late))
        return found

    @property
    def by_kind(self) -> Counter[str]:
        """How often each kind of fault was done."""
        return Counter(fault.kind for fault in self.faults)

    def line(self) -> str:
        """All of it in one line."""
        kinds = Counter(one.kind for one in self.wrong)
        rest = "never" if self.settled_after is None else f"{self.settled_after:.1f} s after"
        found = ", ".join(f"{kinds[kind]} {kind}" for kind in ("lost", "double", "stuck", "wrong"))
        return (
            f"chaos: seed {self.plan.seed}, {len(self.faults)} faults in {self.seconds:.0f} s, "
            f"{self.outcomes} outcomes: {found}; at rest {rest} the last fault"
        )


def run(plan: Plan, world: World, folder: Path, *, say: Callable[[str], None]) -> Result:
    """Start everything, break everything, wait, and look."""
    messages = Messages(settings.REDIS_URL)
    bank = Bank(folder / "bank", random.Random(f"bank {plan.seed}"))
    result = Result(plan, bank, load=os.getloadavg()[0])
    truth = Truth(bank, world.rate, world.agreements, messages.left)
    platform = Platform(logs=folder / "logs", planted=plan.planted)
    faults = Faults(platform, messages, plan.seed, _kept(result, say))
    staff = people(world, bank, settings.PUBLIC_ADDRESS, result.told)
    try:
        Browser(settings.PUBLIC_ADDRESS, seat=0).open("/healthz")
        for person in staff:
            person.start()
        began = time.monotonic()
        result.outcomes = _break(plan, world, faults)
        last = time.monotonic()
        result.seconds = last - began
        result.settled_after = _rest(result, truth, messages, last)
        _stop(staff)
        result.seen = patiently(lambda: looked(truth))
    finally:
        faults.wait_for_promises()
        platform.stop()
    result.told.resent = sum(person.browser.resent for person in staff)
    return result


def _stop(staff: list[Person]) -> None:
    for person in staff:
        person.stop()
    for person in staff:
        person.join(30)


def _kept(result: Result, say: Callable[[str], None]) -> Callable[[Fault], None]:
    """Each fault is told as it is done, and kept."""

    def told(fault: Fault) -> None:
        result.faults.append(fault)
        say(str(fault))

    return told


def _break(plan: Plan, world: World, faults: Faults) -> int:
    """Faults at random moments, while results are signed in bursts; how many were signed."""
    signed, at = 0, time.monotonic()
    for number in range(1, plan.kills + 1):
        at = max(at, time.monotonic()) + faults.pause(plan.pace)
        share = number * (len(world.targets) - BURST) // plan.kills
        while time.monotonic() < at:
            if signed < share and patiently(_on_desks) < BACKLOG:
                signed = _sign(world, signed, min(share, signed + BURST), faults.messages)
            time.sleep(0.05)
        faults.one()
    faults.wait_for_promises()
    # somebody has to notice the last ones without any more help
    return _sign(world, signed, signed + BURST, faults.messages)


def _sign(world: World, first: int, last: int, messages: Messages) -> int:
    """Victor signs, and the page that he signs on wakes whoever computes."""
    for place in range(first, last):
        patiently(partial(world.verify, place, at=timezone.now()))
    messages.wake(times=2)
    return last


def _on_desks() -> int:
    return Payout.objects.exclude(state__in=RESTING).count()


def _rest(result: Result, truth: Truth, messages: Messages, last: float) -> float | None:
    """How long it took until nothing was left to do, or nothing if it never came to that."""
    settled = partial(is_settled, truth, results=result.outcomes)
    while (waited := time.monotonic() - last) < result.plan.patience:
        if messages.waiting() == 0 and patiently(settled):
            return waited
        time.sleep(0.2)
    return None
