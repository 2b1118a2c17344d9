"""A verified result becomes money: prepared, approved by two others, sent, answered, proved."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from outcomes.models import Reversal
from payouts.models import BankBatch, Payout
from reports.models import Report
from tests.browser.cast import case, owed
from tests.browser.conftest import People
from tests.browser.walk import PICTURES, Walk


def test_from_a_computed_payout_to_a_paper_that_proves_it(
    person: People, visitor: People, tmp_path: Path
) -> None:
    story = case("paying")
    payout = owed(story)
    _olivia_prepares(person("olivia"), payout)
    _anna_approves(person("anna"), payout)
    ben = person("ben").to("payouts:payout", payout.pk).fill(decision="approve").confirm()
    ben.confirm()
    _theo_pays(person("theo"), payout, story.program.pk, tmp_path)
    person(story.editor).to("payouts:payout", payout.pk).picture("payout-supplier")
    person("otto").to("reports:dashboard").picture("dashboard")
    _audrey_proves(person("audrey"), visitor(), payout)
    _what_was_paid_is_reversed(person, payout)


def _olivia_prepares(olivia: Walk, payout: Payout) -> None:
    """She prepares, and is told why she may not approve."""
    olivia.to("payouts:payout_prepare", payout.pk).picture("payout-prepare").confirm()
    olivia.to("payouts:payout", payout.pk).says(olivia.t("Why can't I approve this?"))
    olivia.picture("payout-refused")
    olivia.open(reverse("payouts:payout_approve", args=[payout.pk]), status=403)


def _anna_approves(anna: Walk, payout: Payout) -> None:
    """Choose, check, sign: two pages and four taps at most; nothing is chosen beforehand."""
    anna.to("payouts:payout", payout.pk).picture("approval")
    assert anna.page.locator("[name=decision]:checked").count() == 0
    anna.taps = 0
    anna.confirm().fill(decision="approve").confirm()  # the first without a choice: a sentence
    anna.picture("approval-sign").confirm().picture("approval-receipt")
    assert anna.taps <= 4
    anna.to("payouts:payout", payout.pk)
    assert anna.page.locator("[name=decision]").count() == 0


def _theo_pays(theo: Walk, payout: Payout, program: int, folder: Path) -> None:
    theo.to("payouts:batch_build", program).says(payout.number).picture("batch-build").confirm()
    batch = BankBatch.objects.latest("pk")
    theo.picture("batch").press("Send to the bank").confirm()
    theo.press("Download the file")
    asked, told = theo.receive("Download"), folder / "told.csv"
    assert hashlib.sha256(asked.read_bytes()).hexdigest() == batch.sha256
    call_command("bank", str(asked), str(told), stdout=StringIO())
    theo.to("payouts:answer_read", batch.pk)
    theo.fill(file={"name": "wrong.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
    theo.confirm().picture("answer-refused")
    theo.to("payouts:answer_read", batch.pk).fill(file=told).confirm().picture("answer")
    theo.press("Apply this answer")
    payout.refresh_from_db()
    assert payout.state == "paid"


def _audrey_proves(audrey: Walk, anybody: Walk, payout: Payout) -> None:
    audrey.to("reports:case", payout.number).picture("case").press("Report (PDF)")
    audrey.press("Print the report").picture("reports")
    report = Report.objects.latest("pk")
    with audrey.page.expect_download() as coming:
        audrey.page.get_by_role("link", name=report.number).first.click()
    paper = Path(coming.value.path())
    _picture_of(paper)
    anybody.to("reports:paper_check", report.number).fill(paper=paper).confirm()
    anybody.says(anybody.t("It matches")).picture("paper-check")
    other = {"name": "other.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 other"}
    anybody.fill(paper=other).confirm().says(anybody.t("It does not match"))


def _what_was_paid_is_reversed(person: People, payout: Payout) -> None:
    """Two of the agency, then two of the bank; each page is walked and what it says is there."""
    assert payout.verification is not None
    target = payout.verification.target_id
    agnes = person("agnes").to("outcomes:verification_reverse", target).confirm()
    agnes.fill(attained=34, reason="Two guards had been taken off again.")
    agnes.picture("verification-reverse").confirm().says("Two guards had been taken off again.")
    reversal = Reversal.objects.get(verification=payout.verification)
    arthur = person("arthur").to("outcomes:reversal_decide", reversal.pk)
    arthur.picture("reversal-decide").fill(confirms="yes").confirm()
    olivia = person("olivia").to("payouts:payout_correct", payout.pk)
    olivia.fill(reason="Two guards less.").picture("payout-correct").confirm()
    olivia.says(olivia.t("waits for a second person"))
    anna = person("anna").to("payouts:payout_confirm_correction", payout.pk)
    anna.picture("payout-confirm-correction").confirm()
    made = payout.adjustments.get()
    assert made.delta < 0
    assert made.confirmation.confirmed_by.email.startswith("anna")


def _picture_of(paper: Path) -> None:
    """The pages as somebody would print them, where the tool for it is there."""
    if tool := shutil.which("pdftoppm"):
        target = PICTURES / "report"
        subprocess.run([tool, "-png", "-r", "60", str(paper), str(target)], check=True)
    else:
        pytest.importorskip("pypdf")
