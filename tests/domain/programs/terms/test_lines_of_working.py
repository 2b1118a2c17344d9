"""What each line of a working says, and how it is kept."""

from __future__ import annotations

from core.domain.words import Named
from programs.domain.terms.price import Line, price
from tests.domain.programs.terms.build import priced, ranged, sheet_of, step
from tests.domain.programs.terms.test_pricing import CASE, NESTED


def test_a_line_for_every_step_and_subject() -> None:
    lines = price(NESTED, CASE).lines
    assert [(one.key, one.subject) for one in lines] == [
        ("paid", "Carla / A"), ("paid", "Carla / B"), ("paid", "2 / 1"), ("paid", "Late / 1"),
        ("when", "Carla"), ("when", "2"), ("when", "Late"),
        ("of_supplier", "Carla"), ("of_supplier", "2"), ("of_supplier", "Late"),
        ("capped", "Carla"), ("capped", "2"), ("capped", "Late"),
        ("all", ""),
    ]  # fmt: skip


def line(key: str, subject: str) -> Line:
    return next(
        one for one in price(NESTED, CASE).lines if (one.key, one.subject) == (key, subject)
    )


def test_what_a_line_says() -> None:
    found = line("capped", "Carla")
    assert (found.stage, found.rule, found.label) == ("cap", "K3", Named("capped", "capped"))
    assert str(found.working) == "of_supplier (₩300), but at most Cap (₩250)"
    assert found.taken == {"of_supplier": "300", "cap": "250"}
    assert (found.value, found.told, found.why) == ("250", "₩250", ())
    late = line("capped", "Late")
    assert str(late.working) == "of_supplier (₩400), but at most Cap (not known)"
    assert late.taken == {"of_supplier": "400", "cap": None}
    assert late.value is None
    assert str(late.told) == "not known"
    assert [str(one) for one in late.why] == ["Cap of Late is missing."]


def test_a_sum_over_many_leaves_them_to_their_own_lines() -> None:
    found = line("of_supplier", "Carla")
    assert found.taken == {}
    assert str(found.working) == "the sum of paid over every Site"


def test_how_a_line_is_kept() -> None:
    assert line("capped", "Late").as_json() == {
        "key": "capped",
        "subject": "Late",
        "stage": "cap",
        "rule": "K3",
        "label": {"en": "capped", "ko": "capped"},
        "working": {
            "text": "%(of)s, but at most %(limit)s",
            "values": {
                "of": {
                    "text": "%(name)s (%(value)s)",
                    "values": {"name": {"en": "of_supplier", "ko": "of_supplier"}, "value": "₩400"},
                },
                "limit": {
                    "text": "%(name)s (%(value)s)",
                    "values": {
                        "name": {"en": "Cap", "ko": "상한"},
                        "value": {"text": "not known", "values": {}},
                    },
                },
            },
        },
        "taken": {"of_supplier": "400", "cap": None},
        "value": None,
        "told": {"text": "not known", "values": {}},
        "why": [
            {
                "text": "%(input)s of %(subject)s is missing.",
                "values": {"input": {"en": "Cap", "ko": "상한"}, "subject": "Late"},
            }
        ],
    }


def test_every_part_has_a_line_of_its_own() -> None:
    held = step("holdback", of="x", share="q", unit="1")
    found = priced(held, x="0..100 KRW", q="0.25")
    assert [(one.key, one.value) for one in found.lines] == [("s.now", None), ("s.held", None)]
    known = price(sheet_of(held, inputs=[ranged("x", "0..100 KRW"), ranged("q", "0..1 /2")]),
                  {"x": 90, "q": "0.25"})  # fmt: skip
    assert [(one.key, one.value, str(one.label)) for one in known.lines] == [
        ("s.now", "68", "s: paid now"), ("s.held", "22", "s: held back"),
    ]  # fmt: skip
    assert all(one.taken == {"x": "90", "q": "0.25"} for one in known.lines)


def test_yeses_words_and_days_in_lines() -> None:
    sheet = sheet_of(
        step("not", "a", of="p"), step("due", "b", after="d", days=1),
        inputs=[ranged("p", "yes_no"), ranged("d", "2026-01-01..2026-12-31")],
    )  # fmt: skip
    first, second = price(sheet, {"p": True, "d": "2026-03-01"}).lines
    assert (first.value, str(first.told), first.taken) == ("false", "no", {"p": "true"})
    assert (second.value, second.told) == ("739677", "2026-03-02")
