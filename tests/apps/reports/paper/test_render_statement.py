"""A statement is a PDF that proves itself: found in words, tagged, with its data, byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext
from pypdf import PdfReader

from audit.services import seal_log
from outcomes.models import Evidence
from payouts.models import Payout
from people.models import User
from programs.models import Program
from reports.domain.facts import facts_digest
from reports.gateways import Cover, Enclosure, Refused, print_pdf, statement_pdf
from reports.models import Report
from reports.selectors import statement_facts
from reports.services import render_statement
from tests.apps.reports.papers import JOINER, pages_of, squeezed, text_of


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
        assert (line["told"] if "told" in line else f"₩{abs(line['won']):,}") in text
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


def test_in_english_for_those_who_ask(paid: Payout, audrey: User, noon: datetime) -> None:
    report = render_statement(payout_id=paid.pk, by=audrey, at=noon, language="en")
    assert "Payment statement" in text_of(report)
    assert "Safe sites 2026" in text_of(report)


def test_a_supplier_prints_its_own(paid: Payout, carla: User, noon: datetime) -> None:
    assert render_statement(payout_id=paid.pk, by=carla, at=noon).rendered_by == carla


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
