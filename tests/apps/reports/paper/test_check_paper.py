"""Whoever holds a paper can find out, without an account, whether it is the one that was issued."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.services import seal_log
from outcomes.models import Finding
from payouts.models import Payout
from people.models import User
from reports.models import Report
from reports.selectors import check_of
from reports.services import render_statement

YES, NO = "It matches", "It does not match"


@pytest.fixture
def page(report: Report) -> str:
    return reverse("reports:paper_check", args=[report.number])


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody with no account, who reads English."""
    client.cookies["django_language"] = "en"
    return client


class Answer(Protocol):
    """What a page sent back."""

    @property
    def content(self) -> bytes: ...


def words(response: Answer) -> str:
    return str(response.content, "utf-8")


def test_it_says_what_was_issued_and_not_what_is_on_it(
    reader: Client, page: str, report: Report, paid: Payout
) -> None:
    shown = words(reader.get(page))
    for fact in (report.number, report.sha256, report.facts_digest, "2026-06-01 12:00 KST"):
        assert fact in shown
    for secret in (paid.agreement.supplier.organization.name, "5,000,000", paid.number, "Olivia"):
        assert secret not in shown


def test_the_very_file_matches(reader: Client, page: str, report: Report) -> None:
    paper = SimpleUploadedFile("r.pdf", bytes(report.content), "application/pdf")
    shown = words(reader.post(page, {"paper": paper}))
    assert YES in shown
    assert NO not in shown


@pytest.mark.parametrize("place", [10, -10])
def test_one_changed_bit_does_not_match(
    reader: Client, page: str, report: Report, place: int
) -> None:
    forged = bytearray(report.content)
    forged[place] ^= 1
    paper = SimpleUploadedFile("r.pdf", bytes(forged), "application/pdf")
    assert NO in words(reader.post(page, {"paper": paper}))


def test_the_hash_alone_is_enough(reader: Client, page: str, report: Report) -> None:
    spelled = report.sha256.upper()
    assert YES in words(reader.post(page, {"sha256": f" {spelled[:32]} {spelled[32:]} "}))
    assert NO in words(reader.post(page, {"sha256": "0" * 64}))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose the PDF, or paste its SHA-256."),
        ({"sha256": "abc"}, "This is not a SHA-256"),
    ],
)
def test_what_cannot_be_compared_is_said(
    reader: Client, page: str, given: dict[str, str], sentence: str
) -> None:
    response = reader.post(page, given)
    assert response.status_code == 422
    assert sentence in words(response)


def test_the_facts_hold_until_something_happens(
    reader: Client, page: str, report: Report, noon: datetime
) -> None:
    assert "The facts match." in words(reader.get(page))
    Finding.objects.update(resolution="Changed behind everybody's back.")
    shown = words(reader.get(page))
    assert "The facts have moved on since." in shown
    assert check_of(report.number).check.changed == ("findings",)


def test_the_code_of_the_cover_belongs_to_this_report(
    reader: Client, page: str, report: Report
) -> None:
    assert "The code on the cover matches" in words(
        reader.get(page, {"h": report.facts_digest[:16]})
    )
    assert "does not match this report" in words(reader.get(page, {"h": "0" * 16}))


def test_what_was_issued_is_worked_out_again(
    client: Client, page: str, report: Report, paid: Payout, audrey: User, noon: datetime
) -> None:
    """In the words of the programme: 일치, for the file, the facts, the amount and the log."""
    seal_log(at=noon)
    later = render_statement(payout_id=paid.pk, by=audrey, at=noon)
    found = {one.part: one.comes_out for one in check_of(later.number).check.recomputed}
    assert found == {"file": True, "facts": True, "amount": True, "head": True}
    shown = words(client.get(f"{page}?h={report.facts_digest[:16]}"))
    assert "일치합니다" in shown
    assert ">일치<" in shown
    assert "불일치" not in shown


def test_what_was_kept_is_believed_and_not_what_was_noted_beside_it(
    client: Client, report: Report
) -> None:
    """A row that somebody made up from a real one: other bytes, other money, another log."""
    amount = {**report.facts["payout"], "amount": 50_000_000}
    forged = Report.objects.create(
        number="RP-2026-99999",
        kind=report.kind,
        subject=report.subject,
        facts={**report.facts, "payout": amount},
        facts_digest=report.facts_digest,
        sha256=report.sha256,
        content=b"%PDF-1.7 another paper",
        log_head="0" * 64,
        rendered_by=report.rendered_by,
        rendered_at=report.rendered_at,
    )
    assert not any(one.comes_out for one in check_of(forged.number).check.recomputed)
    address = reverse("reports:paper_check", args=[forged.number])
    shown = words(client.get(f"{address}?h={forged.facts_digest[:16]}"))
    assert ">불일치<" in shown
    assert ">일치<" not in shown
    assert "일치합니다" not in shown


def test_a_number_that_was_never_issued(reader: Client, db: None) -> None:
    assert reader.get("/verify/RP-1999-00001/").status_code == 404


def test_it_speaks_of_the_paper_not_of_later_ones(
    report: Report, paid: Payout, audrey: User, noon: datetime
) -> None:
    later = render_statement(payout_id=paid.pk, by=audrey, at=noon + timedelta(days=1))
    assert check_of(report.number, later.sha256).check.is_same_paper is False
    assert check_of(later.number, later.sha256).check.is_same_paper is True
    assert check_of(report.number).check.is_same_paper is None


def test_a_file_larger_than_any_report_is_not_read(
    reader: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.forms.LARGEST_PAPER", 10)
    response = reader.post(page, {"paper": SimpleUploadedFile("r.pdf", b"x" * 11)})
    assert response.status_code == 422
    assert "larger than 20 MB" in words(response)
