"""A statement is a PDF that proves itself: found in words, tagged, with its data, byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext
from pypdf import PdfReader

from audit.selectors import events_about
from audit.services import seal_log
from outcomes.gateways.store import path_of
from outcomes.models import Evidence
from payouts.models import Payout
from people.models import User
from programs.models import Program
from reports.domain.facts import facts_digest
from reports.gateways import Cover, Enclosure, Refused, print_pdf, statement_pdf
from reports.models import Report
from reports.selectors import statement_facts
from reports.services import render_statement
from tests.apps.reports.walked import a_walked_payment
from tests.factories.companies import a_supplier
from tests.factories.payouts import a_computed_payout, a_payout_in
from tests.factories.people import a_member
from tests.factories.programs import an_agreement

JOINER = "\u2060"


def pages_of(report: Report) -> list[str]:
    """The text of each page as a reader would copy it, words whole, blanks evened out."""
    reader = PdfReader(io.BytesIO(bytes(report.content)))
    return [" ".join(page.extract_text().replace(JOINER, "").split()) for page in reader.pages]


def text_of(report: Report) -> str:
    return " ".join(pages_of(report))


def squeezed(text: str) -> str:
    return "".join(text.replace(JOINER, "").split())


def test_every_korean_phrase_is_found_whole(report: Report, paid: Payout) -> None:
    """What people typed in Korean stands in the text, whatever line it was broken on."""
    text = squeezed(text_of(report))
    program = Program.objects.get()
    for phrase in (program.name_ko, "방호장치 사진 1.jpg", "안전난간 하나가 느슨함", "다시 조였음"):
        assert squeezed(phrase) in text
    with translation.override("ko"):
        for phrase in (gettext("Payment statement"), gettext("Working"), gettext("Evidence")):
            assert squeezed(phrase) in text


def test_the_cover_names_number_amount_firm_and_hashes(report: Report, paid: Payout) -> None:
    cover = squeezed(pages_of(report)[0])
    for words in (
        paid.number,
        "₩5,000,000",
        paid.agreement.supplier.organization.name,
        report.number,
        "2026-06-01 12:00 KST",
        report.facts_digest,
    ):
        assert squeezed(words) in cover


def test_the_head_of_the_log_is_printed(paid: Payout, audrey: User, noon: datetime) -> None:
    seal = seal_log(at=noon)
    assert seal is not None
    report = render_statement(payout_id=paid.pk, by=audrey, at=noon)
    assert report.log_head == seal.head
    assert seal.head in squeezed(pages_of(report)[0])


def test_every_approver_is_named_with_the_time(report: Report) -> None:
    text = text_of(report)
    for name in ("Anna", "Ben", "Olivia", "Victor"):
        assert name in text


def test_who_signed_the_agreement_is_named_too(audrey: User, noon: datetime) -> None:
    payout = a_walked_payment()
    text = text_of(render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en"))
    for party, name in (("Supplier", "Cato"), ("Agency", "Arthur"), ("Bank", "Anna")):
        assert f"{party} {name}" in text


def test_every_line_of_the_working_names_its_input(report: Report, paid: Payout) -> None:
    """By the ends of the hashes that stand in full in the table below it."""
    text = squeezed(text_of(report))
    assert paid.verification is not None
    for mark, digest in (("A", paid.term_sheet.digest), ("B", paid.verification.data_digest)):
        assert f"{mark}{digest[:4]}…{digest[-4:]}" in text
        assert digest in text


def test_every_page_says_what_it_is_and_how_many_there_are(report: Report) -> None:
    pages = pages_of(report)
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in page
        assert f"{report.facts_digest[:4]}…{report.facts_digest[-4:]} · {report.number}" in page
        assert report.facts["payout"]["number"] in page


def test_the_working_stands_line_by_line(report: Report, paid: Payout) -> None:
    text = squeezed(text_of(report))
    for line in paid.working:
        assert f"₩{abs(line['won']):,}" in text
    assert paid.term_sheet.digest in text
    assert paid.digest in text


def test_every_evidence_hash_is_printed_in_full(report: Report) -> None:
    text = squeezed(text_of(report))
    for row in Evidence.objects.all():
        assert row.sha256 in text


def test_the_bank_is_named_with_file_key_and_day(report: Report, paid: Payout) -> None:
    text = squeezed(text_of(report))
    attempt = paid.disbursements.get()
    for words in (attempt.batch.number, attempt.key, "2026-06-02"):
        assert words in text


def test_it_is_tagged_titled_and_in_its_language(report: Report, paid: Payout) -> None:
    reader = PdfReader(io.BytesIO(bytes(report.content)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ko"
    assert reader.metadata is not None
    assert paid.number in (reader.metadata.title or "")
    assert len(reader.outline) == 6
    assert not any(JOINER in str(mark) for mark in reader.outline)


def test_the_data_inside_round_trips_and_gives_the_hash_on_the_cover(report: Report) -> None:
    reader = PdfReader(io.BytesIO(bytes(report.content)))
    assert list(reader.attachments) == ["calc-trace.json"]
    (content,) = reader.attachments["calc-trace.json"]
    assert hashlib.sha256(content).hexdigest() == report.facts_digest
    assert json.loads(content) == report.facts
    root: Any = reader.trailer["/Root"]
    assert len(root["/AF"]) == 1


def test_the_same_facts_give_the_same_bytes(paid: Payout, noon: datetime) -> None:
    facts = statement_facts(paid)
    cover = Cover("RP-2026-00001", noon, "", "ko", {})
    assert statement_pdf(facts, cover) == statement_pdf(facts, cover)


def test_a_kept_report_can_be_printed_again_to_the_byte(report: Report) -> None:
    """Years later: from the row alone."""
    report.refresh_from_db()
    intact = {e["sha256"]: True for e in report.facts["evidence"]}
    cover = Cover(report.number, report.rendered_at, report.log_head, report.language, intact)
    again = statement_pdf(report.facts, cover)
    assert hashlib.sha256(again).hexdigest() == report.sha256


def test_other_facts_give_another_hash(paid: Payout) -> None:
    facts = statement_facts(paid)
    assert facts_digest(facts) == facts_digest(statement_facts(paid))
    assert facts_digest({**facts, "working": []}) != facts_digest(facts)


def test_evidence_that_was_changed_in_the_store_is_called_out(
    paid: Payout, audrey: User, noon: datetime
) -> None:
    place = path_of(Evidence.objects.earliest("pk").sha256)
    place.write_bytes(b"another photo")
    report = render_statement(payout_id=paid.pk, by=audrey, at=noon, language="en")
    assert "1 / 2" in text_of(report)
    assert "not as sent" in text_of(report)


def test_in_english_for_those_who_ask(paid: Payout, audrey: User, noon: datetime) -> None:
    report = render_statement(payout_id=paid.pk, by=audrey, at=noon, language="en")
    assert "Payment statement" in text_of(report)
    assert "Safe sites 2026" in text_of(report)


def test_every_printing_is_a_paper_of_its_own_and_on_record(
    report: Report, paid: Payout, audrey: User, noon: datetime
) -> None:
    other = render_statement(payout_id=paid.pk, by=audrey, at=noon + timedelta(days=1))
    assert (report.number, other.number) == ("RP-2026-00001", "RP-2026-00002")
    (event,) = events_about(report)
    assert (event.action, event.actor) == ("report.render", audrey.email)
    assert event.details["sha256"] == report.sha256 == hashlib.sha256(report.content).hexdigest()


@pytest.mark.parametrize(
    "state", ["computed", "prepared", "approved", "held", "failed", "returned"]
)
def test_a_payment_in_any_state_has_a_statement(state: str, audrey: User, noon: datetime) -> None:
    payout = a_payout_in(state)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en")
    assert payout.number in text_of(report)


def test_a_supplier_prints_its_own(paid: Payout, carla: User, noon: datetime) -> None:
    assert render_statement(payout_id=paid.pk, by=carla, at=noon).rendered_by == carla


def test_a_supplier_cannot_print_what_is_not_its_own(
    paid: Payout, noon: datetime, db: None
) -> None:
    from people.domain.roles import Role  # noqa: PLC0415

    other = a_supplier(name="Other firm (demo)")
    stranger = a_member(name="sam", role=Role.EDITOR, organization=other.organization)
    with pytest.raises(PermissionDenied):
        render_statement(payout_id=paid.pk, by=stranger, at=noon)
    assert not Report.objects.exists()


def test_a_reviewer_prints_nothing(paid: Payout, rita: User, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        render_statement(payout_id=paid.pk, by=rita, at=noon)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports_report SET title = 'x'",
        "DELETE FROM reports_report",
        "TRUNCATE reports_report",
    ],
)
def test_a_paper_that_was_issued_stays(report: Report, change: str) -> None:
    from django.db.utils import ProgrammingError  # noqa: PLC0415

    with (
        pytest.raises((IntegrityError, ProgrammingError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert Report.objects.filter(pk=report.pk, title=report.title).exists()


@pytest.mark.parametrize("address", ["http://x.test/a.png", "file:///etc/hostname", "data:,x"])
def test_paper_fetches_nothing(address: str, noon: datetime) -> None:
    enclosure = Enclosure("a.json", "", b"{}")
    with pytest.raises(Refused):
        print_pdf(
            html=f'<img src="{address}">', css="", identifier="1", enclosure=enclosure, made_at=noon
        )


def test_a_first_tranche_rests_on_no_result(audrey: User, noon: datetime) -> None:
    from payouts.services import compute_advance  # noqa: PLC0415

    agreement = an_agreement()
    payout = compute_advance(agreement_id=agreement.pk, clause_key="advance", at=noon)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en")
    assert "rests on no measured result" in text_of(report)
    assert report.facts["target"] is None


def test_forty_files_are_a_small_paper(audrey: User, noon: datetime) -> None:
    from tests.apps.reports.conftest import evidence_for  # noqa: PLC0415
    from tests.factories.outcomes import a_measurement  # noqa: PLC0415

    payout = a_computed_payout()
    assert payout.verification is not None
    measurement = a_measurement(target=payout.verification.target)
    for number in range(40):
        evidence_for(measurement, name=f"{number}.jpg", content=b"%d" % number, at=noon)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon)
    assert len(report.content) <= 300_000
