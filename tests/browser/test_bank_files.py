"""With keys alone at 320 px: how the bank wants its file, and a file that goes out once."""

from __future__ import annotations

from hashlib import sha256

from django.urls import reverse

from payouts.models import BankBatch, BankLayout
from tests.browser.conftest import People
from tests.browser.keys import chosen, focused, pressed, sent, typed, went
from tests.browser.walk import NARROW, Walk

COLUMNS = (
    "key = key\nbank_code = bank_code\naccount = account\nholder = holder\namount = amount\n"
    '통화 = "KRW"\n이체일 = day'
)


def _at(route: str, key: int) -> str:
    return reverse(f"payouts:{route}", args=[key])


def _narrow(walk: Walk) -> Walk:
    walk.page.set_viewport_size(NARROW)
    return walk


def test_a_layout_is_proposed_looked_at_and_confirmed_by_another(person: People) -> None:
    theo, anna = _narrow(person("theo")), _narrow(person("anna"))
    bank = BankBatch.objects.latest("pk").program.funder
    went(theo.to("payouts:layouts"), to=_at("layout_propose", bank.pk))
    typed(chosen(theo, form="csv"), columns=COLUMNS, reason="은행 요청")
    focused(theo, "main button[name=look]")
    pressed(theo).says("한빛안전").picture("layout-sample")
    sent(theo)
    layout = BankLayout.objects.latest("pk")
    assert layout.columns[-1] == {"header": "이체일", "field": "day", "text": ""}
    went(anna.to("payouts:layout", layout.pk), to=_at("layout_confirm", layout.pk))
    sent(anna).picture("layout")
    assert layout.confirmation.by.email.startswith("anna@")


def test_a_file_goes_out_once_and_again_when_another_says_so(person: People) -> None:
    theo, anna = _narrow(person("theo")), _narrow(person("anna"))
    batch = BankBatch.objects.filter(state="sent", handouts=None).earliest("pk")
    went(theo.to("payouts:batch", batch.pk), to=_at("batch_download", batch.pk))
    first = theo.picture("batch-download").receive("Download").read_bytes()
    assert sha256(first).hexdigest() == batch.sha256
    theo.open(_at("batch_download", batch.pk), status=409).picture("batch-download-refused")
    went(anna.to("payouts:batch", batch.pk), to=_at("batch_release", batch.pk))
    sent(typed(anna.picture("batch-release"), reason="내려받기가 끊겼습니다."))
    theo.to("payouts:batch_download", batch.pk)
    assert theo.receive("Download").read_bytes() == first
    theo.to("payouts:batch", batch.pk).says("내려받기가 끊겼습니다.").picture("batch-handed-out")
    assert batch.handouts.count() == 2
