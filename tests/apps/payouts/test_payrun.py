"""open_payrun, work_payrun and send_keys: many at a time, with every guard of one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import override

from audit.selectors import events_about, is_unsealed
from companies.models import BankAccount
from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.domain.words import Sentence, sentence_from
from ledger.domain.entries import transfer
from ledger.models import Entry
from ledger.selectors import balance_of, books_balance
from ledger.services import Transfers, post_entry, post_transfers
from outcomes.domain.lifecycle import GuardRail
from outcomes.models import Match
from outcomes.services import open_hold
from payouts import services
from payouts.domain.runs import STARTS
from payouts.gateways import unsealed
from payouts.models import BankBatch, Disbursement, Payout, PayRun, PayRunChunk
from payouts.selectors.runs import (
    ANOTHER_HAND,
    ON_HOLD,
    REPLACED,
    done_by,
    kept_accounts,
    locked_due,
    refusals_of,
    why_not_sent,
)
from payouts.services import open_payrun, work_payrun
from payouts.tasks import work_open_payruns
from people.domain.roles import Role
from people.models import User
from programs.models import Agreement, Program
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.payouts import (
    NOON,
    an_approved_payout,
    answered,
    approved,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def results(count: int, agreement: Agreement | None = None) -> list[Any]:
    """So many sites of one agreement, two guards each, verified and not priced."""
    agreement = agreement or an_agreement()
    first = Match.objects.count()
    sites = [
        a_worksite(name=f"Site {first + n}", supplier=agreement.supplier) for n in range(count)
    ]
    targets = [a_target(match=a_match(agreement=agreement, worksite=site)) for site in sites]
    return [verified(target, "2", by=the("victor"), at=NOON) for target in targets]


def approved_ones(count: int) -> list[Payout]:
    """Anna and ben have approved so many payouts of a million won each."""
    found = [services.compute_payout(verification_id=r.pk, at=NOON) for r in results(count)]
    return [approved(prepared(payout)) for payout in found]


def a_run(lines: int = 10, by: str = "theo") -> PayRun:
    """Theo opens a run of the only programme."""
    return open_payrun(program_id=Program.objects.get().pk, by=the(by), at=NOON, lines=lines)


def worked(run: PayRun) -> PayRun:
    """Until nothing is left."""
    while work_payrun(run_id=run.pk, at=NOON) is not None:
        pass
    run.refresh_from_db()
    return run


def said(run: PayRun) -> list[str]:
    return [str(sentence_from(one.reason)) for one in refusals_of(run)]


def test_every_approved_payout_is_sent_in_files_of_so_many_lines() -> None:
    payouts = approved_ones(5)
    run = worked(a_run(lines=2))

    assert run.state == "finished"
    assert set(Payout.objects.values_list("state", flat=True)) == {"sent"}
    assert sorted(BankBatch.objects.values_list("lines", "total", "state")) == [
        (1, 1_000_000, "sent"),
        (2, 2_000_000, "sent"),
        (2, 2_000_000, "sent"),
    ]
    assert {b.number for b in BankBatch.objects.all()} == {
        f"PR-2026-00001-{n:04d}" for n in range(3)
    }
    owed = f"agreement:{payouts[0].agreement_id}:success"
    assert balance_of(f"{owed}:owed").won == 0
    assert balance_of(f"{owed}:sent").won == 5_000_000
    assert books_balance()
    done = done_by(run)
    assert (done.sent, done.total, done.files, done.refused) == (5, 5_000_000, 3, 0)


def test_a_run_leaves_the_very_rows_that_the_two_verbs_leave() -> None:
    """The same file, attempt, entry, legs and log as `build_batch` and `send_batch`."""
    approved_ones(2)
    worked(a_run(lines=1))
    one, other = [_trace(disbursement) for disbursement in Disbursement.objects.order_by("pk")]
    assert one == other == _trace(_sent_by_hand())


def _sent_by_hand() -> Disbursement:
    agreement = Agreement.objects.get()
    site = a_worksite(name="By hand", supplier=agreement.supplier)
    result = verified(
        a_target(match=a_match(agreement=agreement, worksite=site)), "2", by=the("victor"), at=NOON
    )
    payout = approved(prepared(services.compute_payout(verification_id=result.pk, at=NOON)))
    batch = services.build_batch(program_id=agreement.program_id, by=the("theo"), at=NOON)
    services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    return Disbursement.objects.get(payout=payout.pk)


def _trace(disbursement: Disbursement) -> list[object]:
    """Everything a sent payout leaves behind, without its own numbers and the file's."""
    payout, batch = disbursement.payout, disbursement.batch
    entry = Entry.objects.get(reference=f"payout:{payout.number}:send")
    lines = unsealed(batch.content_encrypted).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    return [
        disbursement.key.replace(payout.number, "#"),
        (disbursement.attempt, disbursement.amount, disbursement.state, disbursement.reason),
        (payout.state, payout.updated_at, disbursement.created_at >= batch.built_at),
        (entry.memo.replace(payout.number, "#"), entry.posted_at),
        sorted((leg.account.code, leg.amount) for leg in entry.postings.all()),
        lines[0],
        lines[1].replace(payout.number, "#").replace(batch.log_head, "@"),
        [(e.action, e.actor, set(e.details)) for e in events_about(payout)][-1],
        [(e.action, e.actor, e.happened_at) for e in events_about(batch)],
        (batch.lines, batch.total, batch.built_by_id, batch.sent_by_id, batch.sent_at),
    ]


def test_what_a_run_sent_is_answered_by_the_bank_as_ever() -> None:
    payout = approved_ones(1)[0]
    worked(a_run())
    answered(BankBatch.objects.get())
    payout.refresh_from_db()
    assert payout.state == "paid"


def test_nobodys_approval_is_skipped() -> None:
    one, other = results(2)
    services.compute_payout(verification_id=one.pk, at=NOON)
    computed = services.compute_payout(verification_id=other.pk, at=NOON)
    once = approved(prepared(computed), "anna")
    run = worked(a_run())
    assert done_by(run).sent == 0
    once.refresh_from_db()
    assert once.state == "prepared"
    assert not Disbursement.objects.exists()


def test_a_second_run_finds_nothing_new() -> None:
    agreement = approved_ones(1)[0].agreement
    results(2, agreement)
    worked(a_run())
    before = (Payout.objects.count(), Disbursement.objects.count(), Entry.objects.count())
    again = worked(a_run())
    assert again.number == "PR-2026-00002"
    assert not again.chunks.exists()
    after = (Payout.objects.count(), Disbursement.objects.count(), Entry.objects.count())
    assert before == after


def test_a_run_that_is_under_way_is_joined_and_not_opened_twice() -> None:
    approved_ones(1)
    assert a_run() == a_run()
    with pytest.raises(IntegrityError, match="pay_run_one_under_way"), transaction.atomic():
        PayRun.objects.create(
            number="PR-X", program=Program.objects.get(), lines=1, opened_by=the("theo"),
            opened_at=NOON,
        )  # fmt: skip


def test_only_a_treasurer_of_the_bank_opens_one() -> None:
    an_approved_payout()
    for name in ("olivia", "anna", "agnes", "carla"):
        with pytest.raises(PermissionDenied):
            a_run(by=name)
    with pytest.raises(RuleBroken, match="1 to 50000 lines"):
        a_run(lines=0)


def test_whoever_had_a_hand_in_a_payout_does_not_send_it_in_a_run() -> None:
    """Olivia prepared it and is a treasurer as well: her run leaves it out, theo's takes it."""
    payout = approved_ones(1)[0]
    a_member(name="olivia", role=Role.TREASURER, organization=the_bank())
    run = worked(a_run(by="olivia"))
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert said(run) == [
        "Whoever opened the run has acted on this payout before. Another treasurer has to send it."
    ]
    (event,) = events_about(payout).filter(action="payout.leave_out")
    assert event.details["run"] == run.number
    assert done_by(worked(a_run())).sent == 1


@pytest.mark.parametrize("name", ["olivia", "anna", "ben", "victor", "carla", "cato"])
def test_every_hand_is_looked_at(name: str) -> None:
    target = a_target()
    a_measurement(target=target)
    result = verified(target, "2", by=the("victor"), at=NOON)
    payout = approved(prepared(services.compute_payout(verification_id=result.pk, at=NOON)))

    assert why_not([payout], by=name) == {payout.pk: ANOTHER_HAND}
    assert why_not([payout], by="theo") == {}


def test_whoever_had_a_hand_elsewhere_is_free_to_send_this_one() -> None:
    """Sena approved the one and not the other."""
    one, other = approved_ones(1)[0], results(1, Agreement.objects.get())[0]
    computed = services.compute_payout(verification_id=other.pk, at=NOON)
    the("sena")
    a_member(name="sena", role=Role.APPROVER, organization=the_bank())
    hers = approved(prepared(computed), "sena", "ben")
    assert why_not([one, hers], by="sena") == {hers.pk: ANOTHER_HAND}


def why_not(payouts: list[Payout], by: str) -> dict[int, Sentence]:
    with transaction.atomic():
        due = locked_due([payout.pk for payout in payouts])
        return why_not_sent(due, kept_accounts({one.account for one in due}), the(by))


def test_an_account_that_was_replaced_is_paid_nothing() -> None:
    payouts = approved_ones(2)
    run = a_run()
    replaced(payouts[0])
    worked(run)
    assert set(Payout.objects.values_list("state", flat=True)) == {"approved"}
    assert said(run) == [str(REPLACED)] * 2
    assert not BankBatch.objects.exists()


def test_a_target_put_on_hold_after_the_run_was_planned_is_left_out() -> None:
    one, other = approved_ones(2)
    run = a_run()
    _hold(one)
    worked(run)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("approved", "sent")
    assert said(run) == [str(ON_HOLD)]


def _hold(payout: Payout) -> None:
    assert payout.verification is not None
    open_hold(
        target_id=payout.verification.target_id,
        kind=GuardRail.FATALITY,
        words="A tip.",
        by=the("agnes"),
        at=NOON,
    )


def test_the_head_in_a_file_stands_for_the_approvals_it_pays() -> None:
    payout = approved_ones(1)[0]
    subject = f"payouts.Payout:{payout.pk}"
    assert is_unsealed("payout.approved", [subject])
    worked(a_run())
    assert not is_unsealed("payout.approved", [subject])
    batch = BankBatch.objects.get()
    assert len(batch.log_head) == 64
    assert batch.log_head in unsealed(batch.content_encrypted).decode("utf-8-sig")


def test_one_bad_row_is_left_out_with_its_reason_and_the_others_go() -> None:
    """The books refuse one of seven, so all seven fail together; it is found by halves."""
    payouts = approved_ones(7)
    _plant(payouts[4])
    run = worked(a_run())
    states = [Payout.objects.get(pk=p.pk).state for p in payouts]
    assert states == ["sent"] * 4 + ["approved"] + ["sent"] * 2
    (refusal,) = refusals_of(run)
    assert refusal.payout == payouts[4]
    assert "with other amounts" in said(run)[0]
    assert done_by(run).sent == 6
    assert books_balance()


def _plant(payout: Payout) -> None:
    """Somebody else's reference stands in the books where the entry of this payout would be."""
    post_entry(
        reference=f"payout:{payout.number}:send",
        memo="planted",
        postings=transfer(Money(1), out_of="a", into="b"),
        at=NOON,
    )


def test_an_account_number_that_cannot_be_read_is_paid_nothing() -> None:
    """Nothing of that account can be written into a file; the run says so, row by row."""
    payouts = approved_ones(2)
    BankAccount.objects.filter(payouts=payouts[0]).update(number_encrypted=b"broken")
    run = worked(a_run())
    assert set(Payout.objects.values_list("state", flat=True)) == {"approved"}
    assert len(said(run)) == 2
    assert run.state == "finished"


def test_what_is_sent_may_not_be_planned_anew_and_what_a_run_did_is_history() -> None:
    approved_ones(1)
    run = worked(a_run())
    chunk = run.chunks.get()
    with pytest.raises(IntegrityError, match="pay_run_is_history"), transaction.atomic():
        PayRunChunk.objects.filter(pk=chunk.pk).update(state="waiting")
    with pytest.raises(IntegrityError, match="pay_run_is_history"), transaction.atomic():
        PayRun.objects.filter(pk=run.pk).update(state="under_way", finished_at=None)
    for rows in (PayRunChunk.objects.all(), PayRun.objects.all()):
        with pytest.raises(IntegrityError, match="rows_stay"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_waiting_chunk_has_done_nothing() -> None:
    approved_ones(1)
    chunk = a_run().chunks.get()
    with (
        pytest.raises(IntegrityError, match="pay_run_chunk_whole_or_not_at_all"),
        transaction.atomic(),
    ):
        PayRunChunk.objects.filter(pk=chunk.pk).update(done=1)


def test_an_unseen_error_is_not_the_rows_fault() -> None:
    """A lost line to the database leaves the chunk as it was, for the next attempt."""
    approved_ones(2)
    run = a_run()
    lost = OperationalError("the server closed the connection")
    with patched("payouts.services.sending.post_transfers", lost), pytest.raises(OperationalError):
        work_payrun(run_id=run.pk, at=NOON)
    assert not refusals_of(run).exists()
    assert done_by(worked(run)).sent == 2


def test_what_goes_wrong_with_every_row_leaves_every_row_out() -> None:
    """None of them is sent half."""
    approved_ones(2)
    run = a_run()
    with patched("payouts.services.sending.record_alike", RuntimeError("disk")):
        worked(run)
    assert said(run) == ["The run could not take it along (RuntimeError). The log has more."] * 2
    assert set(Payout.objects.values_list("state", flat=True)) == {"approved"}


@contextmanager
def patched(name: str, error: Exception) -> Iterator[None]:
    """Whoever calls it meets an error that no row is to blame for."""
    with mock.patch(name, side_effect=error):
        yield


def test_the_task_goes_on_with_what_a_crash_has_left() -> None:
    approved_ones(3)
    a_run(lines=1)
    assert work_open_payruns() == 3
    assert work_open_payruns() == 0
    assert PayRun.objects.get().state == "finished"


def test_the_command_says_what_it_did_and_what_it_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    payouts = approved_ones(3)
    results(2, payouts[0].agreement)
    _plant(payouts[1])
    with override("en"):
        call_command("payrun", Program.objects.get().code, by=the("theo").email)
    told = capsys.readouterr().out
    assert "PR-2026-00001: 2 results priced; 2 payouts sent in 1 files." in told
    assert f"{payouts[1].number}" in told
    assert "1 rows were left out." in told


@pytest.mark.parametrize(
    ("code", "email", "told"),
    [
        ("nowhere", "theo", "There is no programme nowhere."),
        ("", "nobody", "Nobody has the e-mail address"),
        ("", "olivia", "Only a treasurer"),
    ],
)
def test_the_command_says_why_it_cannot_begin(code: str, email: str, told: str) -> None:
    an_approved_payout()
    by = email if email == "nobody" else the(email).email
    with override("en"), pytest.raises(CommandError, match=told) as refused:
        call_command("payrun", code or Program.objects.get().code, by=by)
    assert refused.value.returncode == 2


def test_the_command_wants_a_sensible_number_of_lines() -> None:
    an_approved_payout()
    with override("en"), pytest.raises(CommandError, match="1 to 50000 lines"):
        call_command("payrun", Program.objects.get().code, by=the("theo").email, lines=50_001)


def test_whoever_measured_sends_nothing_by_any_way_of_the_database() -> None:
    """Every hand of a payout is refused as builder and as sender, by the database alone."""
    target = a_target()
    a_measurement(target=target)
    result = verified(target, "2", by=the("victor"), at=NOON)
    payout = approved(prepared(services.compute_payout(verification_id=result.pk, at=NOON)))
    for name in ("carla", "cato", "victor", "olivia", "anna", "ben"):
        with (
            pytest.raises(IntegrityError, match="disbursement_not_by_an_earlier_hand"),
            transaction.atomic(),
        ):
            _attempt(payout, _file(the(name)))
    batch = _file(the("theo"))
    _attempt(payout, batch)
    for name in ("carla", "cato", "victor", "olivia", "anna", "ben"):
        with (
            pytest.raises(IntegrityError, match="batch_not_sent_by_an_earlier_hand"),
            transaction.atomic(),
        ):
            BankBatch.objects.filter(pk=batch.pk).update(sent_by=the(name))
    BankBatch.objects.filter(pk=batch.pk).update(sent_by=the("theo"))


def test_among_many_attempts_one_that_is_not_approved_stops_the_statement() -> None:
    payouts = approved_ones(3)
    batch = _file(the("theo"))
    good = [_new_attempt(payout, batch) for payout in payouts[:2]]
    for change in ({"amount": 1}, {"amount": payouts[2].amount + 1}):
        bad = _new_attempt(payouts[2], batch, **change)
        with (
            pytest.raises(IntegrityError, match="disbursement_of_an_approved_payout"),
            transaction.atomic(),
        ):
            Disbursement.objects.bulk_create([*good, bad])
    services.hold_payout(payout_id=payouts[2].pk, reason="A tip.", by=the("anna"), at=NOON)
    with (
        pytest.raises(IntegrityError, match="disbursement_of_an_approved_payout"),
        transaction.atomic(),
    ):
        Disbursement.objects.bulk_create([*good, _new_attempt(payouts[2], batch)])


def test_among_many_states_one_that_no_attempt_pays_stops_the_statement() -> None:
    payouts = approved_ones(2)
    _attempt(payouts[0], _file(the("theo")))
    with pytest.raises(IntegrityError, match="payout_moved_by_the_bank"), transaction.atomic():
        Payout.objects.filter(pk__in=[p.pk for p in payouts]).update(state="sent")


def test_among_many_states_one_on_hold_stops_the_statement() -> None:
    payouts = approved_ones(2)
    batch = _file(the("theo"))
    for payout in payouts:
        _attempt(payout, batch)
    _hold(payouts[1])
    with pytest.raises(IntegrityError, match="payout_not_while_on_hold"), transaction.atomic():
        Payout.objects.filter(pk__in=[p.pk for p in payouts]).update(state="sent")


def test_every_column_that_is_never_edited_is_one_that_the_trigger_watches() -> None:
    """The comparison fires only where a statement names a column, so the list has to be whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'payouts_payout_is_kept'")
        (body,) = cursor.fetchone()
        cursor.execute(
            "SELECT a.attname FROM pg_trigger t JOIN pg_attribute a"
            " ON a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)"
            " WHERE t.tgname = 'payouts_payout_kept'"
        )
        watched = {name for (name,) in cursor.fetchall()}
    compared = set(re.findall(r"OLD\.(\w+)", body))
    assert compared - {"state"} == watched


def _file(by: User) -> BankBatch:
    return BankBatch.objects.create(
        number=f"BF-{BankBatch.objects.count()}",
        program=Program.objects.get(),
        lines=1,
        total=1,
        content_encrypted=b"-",
        sha256="0" * 64,
        built_by=by,
        built_at=NOON,
    )


def _new_attempt(payout: Payout, batch: BankBatch, **change: int) -> Disbursement:
    row = {"amount": payout.amount, "attempt": 1, **change}
    return Disbursement(payout=payout, batch=batch, key=f"{payout.number}-1", **row)


def _attempt(payout: Payout, batch: BankBatch) -> None:
    _new_attempt(payout, batch).save()


def test_what_somebody_moved_meanwhile_is_not_taken_along() -> None:
    """Between the question what is due and the lock: held, or in a file that is built."""
    one, other, third = approved_ones(3)
    services.hold_payout(payout_id=one.pk, reason="A tip.", by=the("anna"), at=NOON)
    _attempt(other, _file(the("theo")))
    with transaction.atomic():
        assert [due.pk for due in locked_due([one.pk, other.pk, third.pk])] == [third.pk]


def test_while_the_programme_is_frozen_a_run_sends_nothing_and_leaves_nothing_out() -> None:
    approved_ones(1)
    run = a_run()
    frozen = RuleBroken("Frozen.")
    with patched("payouts.services.payruns.check_not_frozen", frozen):
        with pytest.raises(RuleBroken, match="Frozen"):
            work_payrun(run_id=run.pk, at=NOON)
        assert work_open_payruns() == 0
        with override("en"), pytest.raises(CommandError, match="Frozen"):
            call_command("payrun", Program.objects.get().code, by=the("theo").email)
    assert not refusals_of(run).exists()
    assert done_by(worked(run)).sent == 1


def test_nothing_that_moves_on_is_indexed_so_that_a_payout_moves_within_its_page() -> None:
    """With any of these in an index, each step of a payout would write to all of its indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = 'payouts_payout'::regclass"
        )
        indexes = "\n".join(definition for (definition,) in cursor.fetchall())
        cursor.execute("SELECT reloptions FROM pg_class WHERE oid = 'payouts_payout'::regclass")
        (options,) = cursor.fetchone()
    assert not re.search(r"\b(state|updated_at|state_reason)\b", indexes)
    assert set(options) == {"fillfactor=50", "toast_tuple_target=256"}


def killed_on(run: PayRun) -> None:
    """As many processes as a chunk survives began its first one and never came back."""
    (first, *_) = run.chunks.filter(state="waiting").order_by("stage", "place")
    PayRunChunk.objects.filter(pk=first.pk).update(starts=STARTS)


def test_a_chunk_that_killed_three_is_cut_into_ten_that_keep_every_row() -> None:
    payouts = approved_ones(11)
    run = a_run(lines=11)
    killed_on(run)
    worked(run)
    assert Disbursement.objects.count() == len(payouts)
    assert sorted(BankBatch.objects.values_list("lines", flat=True)) == [1, 2, 2, 2, 2, 2]
    assert done_by(run).sent == 11


def test_a_result_that_kills_by_itself_is_left_out_of_pricing_with_its_reason() -> None:
    first, second = results(2)
    run = a_run(lines=1)
    killed_on(run)
    worked(run)
    assert list(Payout.objects.values_list("verification", flat=True)) == [second.pk]
    (refusal,) = refusals_of(run)
    assert refusal.verification == first
    assert "was killed" in said(run)[0]


def test_a_chunk_in_which_nothing_is_due_any_more_is_finished_however_often_it_was_begun() -> None:
    (payout,) = approved_ones(1)
    run = a_run()
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the("anna"), at=NOON)
    killed_on(run)
    worked(run)
    assert run.state == "finished"
    assert not refusals_of(run).exists()


def test_a_start_that_ends_in_words_is_not_counted() -> None:
    """However often a run meets a freeze or a lost line, its chunks stay whole."""
    approved_ones(1)
    run = a_run()
    lost = OperationalError("the server closed the connection")
    for _ in range(STARTS + 1):
        with (
            patched("payouts.services.sending.post_transfers", lost),
            pytest.raises(OperationalError),
        ):
            work_payrun(run_id=run.pk, at=NOON)
    assert run.chunks.get().starts == 0


def test_rows_that_fail_together_only_after_others_are_gone_stop_the_chunk_as_a_whole() -> None:
    """The first is bad by itself; the second and the last are bad together, and in two halves."""
    one, two, _, four = [f"payout:{payout.number}:send" for payout in approved_ones(4)]
    run = a_run()

    def broken(*, transfers: Transfers, at: datetime) -> int:
        asked = set(transfers.reference)
        if one in asked or {two, four} <= asked:
            raise RuntimeError("broken")
        return post_transfers(transfers=transfers, at=at)

    with (
        mock.patch("payouts.services.sending.post_transfers", broken),
        pytest.raises(RuleBroken, match="does not go through without its bad rows"),
    ):
        work_payrun(run_id=run.pk, at=NOON)
    assert not Disbursement.objects.exists()
    assert not refusals_of(run).exists()


def test_neighbours_are_not_handed_out_one_after_the_other() -> None:
    """Seventeen chunks of one agreement: after the first comes the last, and then their neighbours."""
    approved_ones(1)
    run = a_run()
    (first,) = run.chunks.all()
    for place in range(1, 18):
        PayRunChunk.objects.create(
            run=run,
            stage=first.stage,
            place=place,
            first_agreement=0,
            first_key=0,
            last_agreement=0,
            last_key=0,
        )
    order = []
    while (chunk := work_payrun(run_id=run.pk, at=NOON)) is not None:
        order.append(chunk.place)
    assert order[:4] == [0, 16, 1, 17]
