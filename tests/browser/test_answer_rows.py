"""With keys alone at 320 px: a file goes out, its answer is taken row by row, each row resolved."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse

from config.demo import paying
from payouts.models import AsideRow, BankBatch, Payout
from tests.browser.cast import case, owed
from tests.browser.conftest import People
from tests.browser.keys import chosen, focused, sent, typed, went
from tests.browser.walk import NARROW, Walk


def _at(route: str, key: int) -> str:
    return reverse(f"payouts:{route}", args=[key])


def _bank(asked: Path, told: Path, **wishes: object) -> Path:
    call_command("bank", str(asked), str(told), stdout=StringIO(), **wishes)
    return told


def _read(theo: Walk, batch: BankBatch, told: Path) -> Walk:
    went(theo.to("payouts:batch", batch.pk), to=_at("answer_read", batch.pk))
    return sent(theo.fill(file=told))


def _ticked_all_understood(theo: Walk) -> Walk:
    boxes = theo.page.locator("main [name='rows']")
    assert theo.page.locator("main [name='rows']:checked").count() == 0
    for place in range(boxes.count()):
        focused(theo, f"main [name='rows'][value='{boxes.nth(place).get_attribute('value')}']")
        theo.page.keyboard.press("Space")
    return theo


def _resolved(theo: Walk, aside: AsideRow, remedy: str, reason: str) -> Walk:
    went(theo.to("payouts:batch", aside.answer.batch_id), to=_at("row_resolve", aside.pk))
    return sent(typed(chosen(theo.picture("row-resolve"), remedy=remedy), reason=reason))


def test_a_part_is_set_aside_and_resolved_with_keys_alone(person: People, tmp_path: Path) -> None:
    story = case("answering")
    payout = owed(story)
    for one in Payout.objects.filter(agreement=payout.agreement, state="computed"):
        paying._approve(story.cast, one, story.at)
    theo = person("theo")
    theo.page.set_viewport_size(NARROW)
    batch, asked = _sent_to_the_bank(theo, story.program.pk, tmp_path)
    key = batch.disbursements.get(payout=payout).key
    less = {"form": "camt.053", "amount": [(key, f"{payout.amount - 1}")], "fee": 500}
    _read(theo, batch, _bank(asked, tmp_path / "statement.xml", **less)).picture("answer-rows")
    sent(_ticked_all_understood(theo))
    part, fee = AsideRow.objects.filter(answer__batch=batch).order_by("disbursement_id")
    theo.picture("batch-asides")
    _resolved(theo, fee, "not_ours", "수수료라고 창구에서 확인했습니다.")
    whole = _bank(asked, tmp_path / "report.xml", form="pain.002")
    sent(_read(theo, batch, whole))
    _resolved(theo, part, "overtaken", "나머지도 지급되었다고 회신했습니다.")
    theo.says("나머지도 지급되었다고 회신했습니다.").picture("batch-three-ways")
    payout.refresh_from_db()
    batch.refresh_from_db()
    assert (payout.state, batch.state) == ("paid", "answered")
    assert not AsideRow.objects.filter(answer__batch=batch, resolution=None).exists()


def _sent_to_the_bank(theo: Walk, program: int, folder: Path) -> tuple[BankBatch, Path]:
    went(theo.to("payouts:batches"), to=_at("batch_build", program))
    sent(theo)
    batch = BankBatch.objects.latest("pk")
    went(theo, to=_at("batch_send", batch.pk))
    sent(theo)
    went(theo, to=_at("batch_download", batch.pk))
    asked = folder / f"{batch.number}.csv"  # of a table the bank names the file in its report
    asked.write_bytes(theo.receive("Download").read_bytes())
    return batch, asked
