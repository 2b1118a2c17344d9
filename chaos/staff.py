"""The bank's people at their browsers: they prepare, approve, build files and hand them over."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread

from django.db import connection

from chaos.bank import Bank
from chaos.browser import Answer, Browser, GaveUp
from chaos.patience import patiently
from chaos.world import World
from payouts.domain.lifecycle import BatchState, PayoutState
from payouts.models import Approval, BankBatch, Handout, Payout

REST = 0.2
SEVERAL, BUNDLE = 3, 8
Round = Callable[[], bool]


@dataclass(slots=True)
class Told:
    """What the people have met."""

    resent: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def refuse(self, what: str, answer: Answer) -> None:
        """A page said no; the person looks again and goes on."""
        said = f"{what}: {answer.status}"
        self.refused[said] = self.refused.get(said, 0) + 1


class Person(Thread):
    """Works round after round; a round that finds nothing to do rests."""

    def __init__(self, name: str, *, browser: Browser, told: Told) -> None:
        super().__init__(name=name, daemon=True)
        self.browser, self.told = browser, told
        self._enough = Event()

    def run(self) -> None:
        """Until it is enough; whatever happens to one round, the next one is tried."""
        while not self._enough.is_set():
            try:
                did = self.round()
            except GaveUp:
                self.told.troubles.append(f"{self.name}: the web has not answered for two minutes")
                did = False
            except Exception:  # noqa: BLE001 - told in the end, and the person goes on
                self.told.troubles.append(f"{self.name}: {traceback.format_exc(limit=-3)}")
                did = False
            if not did:
                time.sleep(REST)
        connection.close()

    def stop(self) -> None:
        """The round at hand is the last."""
        self._enough.set()

    def round(self) -> bool:
        """One look at what waits, and one thing done about it."""
        raise NotImplementedError

    def fill_in(self, path: str, *names: str, **typed: str) -> Answer:
        """Open a page, fill in its form, send it."""
        page = self.browser.open(path)
        form = page.form(*names)
        if page.status != 200 or form is None:
            self.told.refuse(f"{self.name} opens {_kind(path)}", page)
            return page
        answer = self.browser.send(path, form, **typed)
        if answer.status != 200:
            self.told.refuse(f"{self.name} sends {_kind(path)}", answer)
        return answer


class Preparer(Person):
    """Olivia checks what was computed, and tries again what the bank could not pay."""

    def round(self) -> bool:
        """The oldest first."""
        for verb, state in (("retry", PayoutState.FAILED), ("prepare", PayoutState.COMPUTED)):
            for key in patiently(partial(_in_state, state)):
                self.fill_in(f"/payouts/{key}/{verb}/", "key")
                return True
        return False


class Approver(Person):
    """Anna or Ben: reads the page, decides, signs."""

    def __init__(self, name: str, *, user: int, browser: Browser, told: Told) -> None:
        super().__init__(name, browser=browser, told=told)
        self._user = user

    def round(self) -> bool:
        """The oldest that this person has not signed; several of them in one go."""
        waiting = patiently(self._waiting)
        if len(waiting) >= SEVERAL:
            self._sign_all(waiting)
        elif waiting:
            self._sign(waiting[0])
        return bool(waiting)

    def _sign(self, key: int) -> None:
        answer = self.fill_in(f"/payouts/{key}/", "decision", "seen", decision="approve")
        if answer.status == 200 and (form := answer.form("key", "seen")) is not None:
            signed = self.browser.send(answer.path, form)
            if signed.status != 200:
                self.told.refuse(f"{self.name} signs", signed)

    def _sign_all(self, keys: list[int]) -> None:
        chosen = "&".join(f"payout={key}" for key in keys)
        self.fill_in(f"/payouts/approve/sign/?{chosen}", "seen", "key")

    def _waiting(self) -> list[int]:
        mine = Approval.objects.filter(approver=self._user, voided_at=None)
        waiting = Payout.objects.filter(state=PayoutState.PREPARED)
        left = waiting.exclude(pk__in=mine.values("payout")).order_by("pk")
        return list(left.values_list("pk", flat=True)[:BUNDLE])


class Treasurer(Person):
    """Theo builds files, sends them, takes them to the bank and brings back what it says."""

    def __init__(self, *, program: int, bank: Bank, browser: Browser, told: Told) -> None:
        super().__init__("theo", browser=browser, told=told)
        self._program, self._bank = program, bank
        self._answers: dict[int, bytes] = {}

    def round(self) -> bool:
        """What is furthest first, so that nothing is left lying."""
        return self._tell() or self._fetch() or self._send() or self._build()

    def _tell(self) -> bool:
        for key in patiently(lambda: _batches(BatchState.SENT)):
            if key in self._answers:
                self._hand_in(key, self._answers[key])
                return True
        return False

    def _hand_in(self, key: int, content: bytes) -> None:
        path = f"/payouts/files/{key}/answer/"
        page = self.browser.open(path)
        if (form := page.form("file")) is None:
            self.told.refuse("theo opens the answer", page)
            return
        read = self.browser.send_file(path, form, name=f"answer-{key}.csv", content=content)
        if (apply := read.form("content", "name")) is None:
            self.told.refuse("theo hands in the answer", read)
            return
        done = self.browser.send(f"{path}apply/", apply)
        if done.status != 200:
            self.told.refuse("theo applies the answer", done)

    def _fetch(self) -> bool:
        """The file goes to the bank if it arrived whole; if not, somebody has to release it."""
        for key in patiently(lambda: _batches(BatchState.SENT)):
            if key in self._answers or patiently(partial(_waits_for_release, key)):
                continue
            file = self.fill_in(f"/payouts/files/{key}/download/")
            if file.status == 200 and file.content.startswith(b"\xef\xbb\xbf"):
                number = patiently(partial(_number, key))
                self._answers[key] = self._bank.given(number, file.content)
            return True
        return False

    def _send(self) -> bool:
        for key in patiently(lambda: _batches(BatchState.BUILT)):
            self.fill_in(f"/payouts/files/{key}/send/", "key")
            return True
        return False

    def _build(self) -> bool:
        if not patiently(lambda: _in_state(PayoutState.APPROVED)):
            return False
        self.fill_in(f"/payouts/files/build/{self._program}/", "key")
        return True

    def has(self, key: int) -> bool:
        """Whether the bank has the file."""
        return key in self._answers


class Releaser(Person):
    """Sena lets a file out once more when its download broke off."""

    def __init__(self, *, treasurer: Treasurer, browser: Browser, told: Told) -> None:
        super().__init__("sena", browser=browser, told=told)
        self._treasurer = treasurer

    def round(self) -> bool:
        """Files that were handed out and did not arrive."""
        for key in patiently(lambda: _batches(BatchState.SENT)):
            if not self._treasurer.has(key) and patiently(partial(_waits_for_release, key)):
                time.sleep(1)  # it may still be on its way
                if not self._treasurer.has(key):
                    path = f"/payouts/files/{key}/release/"
                    self.fill_in(path, "key", reason="The download broke off.")
                    return True
        return False


def people(world: World, bank: Bank, address: str, told: Told) -> list[Person]:
    """Everybody in their seat."""

    def browser(name: str) -> Browser:
        return Browser(address, seat=world.cast[name].pk)

    def approver(name: str) -> Approver:
        seat = world.cast[name].pk
        return Approver(name, user=seat, browser=browser(name), told=told)

    theo = Treasurer(program=world.program.pk, bank=bank, browser=browser("theo"), told=told)
    sena = Releaser(treasurer=theo, browser=browser("sena"), told=told)
    olivia = Preparer("olivia", browser=browser("olivia"), told=told)
    return [olivia, approver("anna"), approver("ben"), theo, sena]


def _in_state(state: PayoutState) -> list[int]:
    found = Payout.objects.filter(state=state).order_by("pk")
    return list(found.values_list("pk", flat=True)[:1])


def _batches(state: BatchState) -> list[int]:
    return list(BankBatch.objects.filter(state=state).order_by("pk").values_list("pk", flat=True))


def _number(key: int) -> str:
    return BankBatch.objects.get(pk=key).number


def _waits_for_release(key: int) -> bool:
    """Handed out as often as it was allowed to be."""
    batch = BankBatch.objects.get(pk=key)
    out = Handout.objects.filter(batch=batch).count()
    return out > 0 and batch.releases.count() < out


def _kind(path: str) -> str:
    return "/".join("…" if part.isdigit() else part for part in path.partition("?")[0].split("/"))
