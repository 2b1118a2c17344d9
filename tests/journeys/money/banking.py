"""Build, send, withdraw, answer, run: what moves between the house and the bank."""

from __future__ import annotations

import csv
import io
from functools import partial
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from payouts import services
from payouts.gateways import unsealed
from payouts.models import BankBatch, Payout
from payouts.selectors.due import verifications_without_payout
from tests.factories.people import the
from tests.journeys.money.model import File, Result
from tests.journeys.money.paying import Paying

# What the bank may say of a payment that stands so, and what becomes of it and of its payout.
ANSWERS = {("sent", "paid"), ("sent", "failed"), ("paid", "returned")}
GOOD_DAY = ("compute", "prepare", "approve", "send", "settle", "close", "end")
COLUMNS = ("key", "account", "amount", "state", "reason", "settled_on")


class Banking(Paying):
    """Files that leave the house, and what the bank says of them."""

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[int, list[bytes]] = {}

    def so_far(self, chapter: str) -> None:
        """Sent, or paid; or two guards of ten turned out not to be there."""
        if chapter == "signed":
            return
        for key, promise in self.promised("signed").items():
            for quantity in (10, 5):
                promise.results[self.a_result(key, quantity).pk] = Result(quantity)
        self.until("send" if chapter == "sent" else "settle")
        if chapter in {"reversed", "owing"}:
            first, promise = next(iter(self.results().items()))
            self.reversed_to(first, promise.results[first], 8)

    @rule(until=st.sampled_from([*GOOD_DAY[:-2] * 2, *GOOD_DAY[-2:]]))
    def good_day(self, until: str) -> None:
        """All that is due is done, as far as until this step; so that stories get somewhere."""
        self.until(until)

    def until(self, until: str) -> None:
        """One step after the other."""
        for step in GOOD_DAY[: GOOD_DAY.index(until) + 1]:
            getattr(self, f"_{step}_all")()

    def _compute_all(self) -> None:
        for key, promise in self.promised("signed").items():
            self._advance(key, promise)
            for result in promise.results:
                self._compute(promise, result)

    def _prepare_all(self) -> None:
        for key, claim in self.under_way().items():
            if claim.state == "computed":
                self.verb(key, "prepare")

    def _approve_all(self) -> None:
        for key, claim in self.under_way().items():
            if claim.state == "prepared":
                self.approve(key, "ben")
                self.approve(key, "anna")

    def _send_all(self) -> None:
        self._build(sends=True)

    def _settle_all(self) -> None:
        for key, file in self.books.files.items():
            self._answer(key, {p: "paid" for p, state in file.lines.items() if state == "sent"})

    def _close_all(self) -> None:
        for key, promise in self.promised("signed").items():
            self._close(key, promise)

    def _end_all(self) -> None:
        for key, promise in self.promised("proposed").items():
            self._withdraw(key, promise)
        self._end()

    @precondition(lambda self: self._paid_in(self.books.files))
    @rule(data=st.data(), tries_again=st.booleans())
    def bad_news(self, data: st.DataObject, tries_again: bool) -> None:
        """What was paid comes back, all of one file; it may be tried again at once."""
        key, file = self.one_of(data, self._paid_in(self.books.files))
        back = {payout: "returned" for payout, state in file.lines.items() if state == "paid"}
        self._answer(key, back)
        for payout in back if tries_again else ():
            self.verb(payout, "retry")

    def _paid_in(self, files: dict[int, File]) -> dict[int, File]:
        return {key: file for key, file in files.items() if "paid" in file.lines.values()}

    @rule(sends=st.booleans())
    def build(self, sends: bool) -> None:
        """Theo's page is sent twice and builds one file of all that is ready."""
        self._build(sends=sends)

    def _build(self, *, sends: bool) -> None:
        ready = self.books.ready()
        act = partial(
            services.build_batch,
            program_id=self.program.pk,
            by=the("theo"),
            at=self.now,
            key=uuid4(),
        )
        if (made := self.tried(bool(ready), act)) is None:
            return
        assert self.tried(True, act) == made
        self.filed(made, ready)
        if sends:
            self._send(made.pk)

    def filed(self, batch: BankBatch, ready: set[int]) -> File:
        """The model has it as well."""
        assert set(batch.disbursements.values_list("payout", flat=True)) == ready
        file = self.books.files[batch.pk] = File(dict.fromkeys(sorted(ready), "sent"))
        for key in ready:
            self.books.claims[key].is_in_file = True
        return file

    @precondition(lambda self: self.books.files)
    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        """Any file at any moment."""
        key, _ = self.one_of(data, self.books.files)
        self._send(key)

    def _send(self, key: int) -> None:
        file = self.books.files[key]
        claims = [self.books.claims[payout] for payout in file.lines]
        may = file.state == "built" and all(c.is_current and not c.is_stale for c in claims)
        act = partial(services.send_batch, batch_id=key, by=the("theo"), at=self.now, key=uuid4())
        if self.tried(may, act) is None:
            return
        self.tried(True, act)
        self._sent(file)

    def _sent(self, file: File) -> None:
        file.state = "sent"
        for payout in file.lines:
            self.books.claims[payout].state = "sent"

    @precondition(lambda self: self.books.files)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """A file that was not sent."""
        key, file = self.one_of(data, self.books.files)
        act = partial(
            services.withdraw_batch,
            batch_id=key,
            reason="Wrong day.",
            by=the("theo"),
            at=self.now,
            key=uuid4(),
        )
        if self.tried(file.state == "built", act) is None:
            return
        self.tried(True, act)
        file.state = "withdrawn"
        for payout in file.lines:
            file.lines[payout] = "failed"
            self.books.claims[payout].is_in_file = False

    @precondition(lambda self: self.books.files)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """The bank says something of some payments, and its answer is delivered twice."""
        key, file = self.one_of(data, self.books.files)
        word = st.sampled_from(["", "", "paid", "paid", "failed", "returned"])
        self._answer(key, {payout: w for payout in file.lines if (w := data.draw(word))})

    def _answer(self, key: int, said: dict[int, str]) -> None:
        file = self.books.files[key]
        content = _answer(BankBatch.objects.get(pk=key), said)
        again = content in self.read.get(key, [])
        sense = all(self._makes_sense(file, payout, w) for payout, w in said.items())
        may = again or (file.state in {"sent", "answered"} and bool(said) and sense)
        act = partial(
            services.apply_answer,
            batch_id=key,
            content=content,
            name="answer.csv",
            by=the("theo"),
            at=self.now,
        )
        if (read := self.tried(may, act)) is None or again:
            return
        assert self.tried(True, act) == read
        self.read.setdefault(key, []).append(content)
        for payout, outcome in said.items():
            self._told(file, payout, outcome)
        if "sent" not in file.lines.values():
            file.state = "answered"

    def _makes_sense(self, file: File, payout: int, word: str) -> bool:
        is_twice = word == "returned" and self.books.claims[payout].is_asked_back
        return (file.lines[payout], word) in ANSWERS and not is_twice

    def _told(self, file: File, payout: int, outcome: str) -> None:
        claim = self.books.claims[payout]
        file.lines[payout] = claim.state = outcome
        claim.is_in_file = outcome == "paid"
        won = {"paid": -claim.net, "failed": 0, "returned": claim.net}[outcome]
        self.books.comes_back(claim.promise, claim.part, won)
        if outcome == "paid":
            self.books.settle(claim)

    @rule(lines=st.integers(1, 4))
    def pay_all(self, lines: int) -> None:
        """A pay run prices what is due and sends what is ready, and a second one finds nothing."""
        due = list(verifications_without_payout().order_by("target__agreement", "pk"))
        ready = self.books.ready()
        left_out = self.books.left_out()
        for _ in range(2):
            assert self._run(lines) == left_out
        for result in due:
            promise = self.results()[result.pk]
            won = self.due(promise, result.pk)
            promise.results[result.pk].is_priced = True
            self.computed(promise, Payout.objects.get(verification=result).pk, won, result.pk)
        made = BankBatch.objects.exclude(pk__in=self.books.files)
        for batch in made.order_by("pk"):
            payouts = set(batch.disbursements.values_list("payout", flat=True))
            self._sent(self.filed(batch, payouts))
            ready -= payouts
        assert not ready

    def _run(self, lines: int) -> set[int]:
        run = services.open_payrun(
            program_id=self.program.pk, by=the("theo"), at=self.now, lines=lines
        )
        while services.work_payrun(run_id=run.pk, at=self.now):
            pass
        return set(run.refusals.values_list("payout", flat=True))


def _answer(batch: BankBatch, said: dict[int, str]) -> bytes:
    """In the bank's columns, by the keys and accounts that were sent."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    keys = dict(batch.disbursements.values_list("key", "payout"))
    for row in csv.DictReader(io.StringIO(unsealed(batch.content_encrypted).decode("utf-8-sig"))):
        if word := said.get(keys[row["key"]]):
            reason = "" if word == "paid" else "account closed"
            writer.writerow([row["key"], row["account"], row["amount"], word, reason, "2026-06-02"])
    return out.getvalue().encode()
