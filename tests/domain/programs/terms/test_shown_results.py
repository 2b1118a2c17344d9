"""Results beside each other for people: in cents, to subjects that have no label, not known yet."""

from __future__ import annotations

from core.domain.words import Named, say
from programs.domain.terms.differences import Paid
from programs.domain.terms.explain import table
from programs.domain.terms.grammar import members_in
from programs.domain.terms.labels import ChoiceSlot, KeySlot
from programs.domain.terms.outline import names_in
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Currency, Output
from programs.domain.terms.slots import OperandSlot
from tests.domain.programs.terms.build import document, named, ranged, sheet_of, step

CENTS = {"code": "USD", "minor": 2}
OUT = {"key": "o", "label": named("Paid", "지급"), "amount": "x", "payer": "city", "payee": "site"}


def test_a_table_of_amounts_in_cents_to_subjects() -> None:
    sheet = sheet_of(
        step("at_most", of="x", limit="9"),
        inputs=[ranged("x", "0..9 USD /2 @site")], outputs=[OUT], currency=CENTS,
    )  # fmt: skip
    lines = table(price(sheet, {"site": [{"id": "Hall", "x": "2.50"}, {}]}))
    missing = (say("%(input)s of %(subject)s is missing.", input=Named("x", "x"), subject="2"),)
    assert [
        (str(one.label), one.subject, str(one.told), one.is_amount, one.why) for one in lines
    ] == [
        ("s", "Hall", "USD 2.50", False, ()),
        ("s", "2", "not known", False, missing),
        ("Paid", "Hall", "USD 2.50", True, ()),
        ("Paid", "2", "not known", True, missing),
    ]
    assert [str(one.working) for one in lines[2:]] == [
        "City pays Hall, on results", "City pays 2, on results",
    ]  # fmt: skip


def test_who_pays_need_not_be_a_party_either() -> None:
    out = {**OUT, "payer": "site", "payee": "city"}
    sheet = sheet_of(inputs=[ranged("x", "0..9 KRW @site")], outputs=[out])
    (row,) = table(price(sheet, {"site": [{"id": "Hall", "x": 3}]}))
    assert str(row.working) == "Hall pays City, on results"


def test_a_difference_in_cents() -> None:
    assert Paid(-250).told(Currency(code="USD", minor=2)) == "−USD 2.50"
    assert Paid(None).told(Currency(code="USD", minor=2)) == say("not known")


def test_inputs_and_steps_without_a_label_go_by_their_key() -> None:
    draft = document(step("sum", of=["x"]), inputs=[{"key": "x"}])
    assert names_in(draft) == (("x", Named("x", "x")), ("s", Named("s", "s")))


def test_the_members_of_a_part() -> None:
    found = {one.name: one for one in members_in(Output)}
    assert list(found) == ["key", "label", "amount", "payer", "payee", "tranche", "due"]
    assert (found["key"].slot, found["key"].is_needed, found["key"].default) == (
        KeySlot(), True, None,
    )  # fmt: skip
    assert (found["due"].slot, found["due"].is_needed, found["due"].default) == (
        OperandSlot(), False, None,
    )  # fmt: skip
    words = ("plan", "results", "incentive", "follow_up")
    assert found["tranche"].slot == ChoiceSlot(words)
    assert (found["tranche"].words, found["tranche"].default) == (words, "results")
    assert found["key"].words == ()
    assert found["key"].rows == ()
