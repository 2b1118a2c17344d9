"""How values are written: money, moments, sentences, hashes, states."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from core.domain.money import Money
from core.domain.words import say as sentence
from core.templatetags.boram import (
    TONE_OF,
    badge,
    beside,
    keep_all,
    kst,
    plain,
    say,
    short_hash,
    won,
)
from core.translation import LABELS


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Money(48_250_000), "₩48,250,000"),
        (-5, "−₩5"),
        (0, "₩0"),
        (None, "—"),
        ("", "—"),
        (True, "—"),
        (1.5, "—"),
    ],
)
def test_money_is_whole_won_and_what_is_not_known_is_a_dash(amount: Any, written: str) -> None:
    assert won(amount) == written


def test_a_moment_is_korean_time_and_a_day_stays_a_day() -> None:
    assert kst(datetime(2026, 5, 31, 15, 30, tzinfo=UTC)) == "2026-06-01 00:30 KST"
    assert kst(date(2026, 6, 1)) == "2026-06-01"
    assert kst(None) == "—"


def test_a_moment_stays_in_one_piece_on_a_page_and_is_bare_in_a_mail() -> None:
    written = "{% load boram i18n %}{{ day|kst }}{% blocktranslate with d=day|kst %}, {{ d }}{% endblocktranslate %}"
    day = {"day": date(2026, 6, 1)}
    page = Template(written).render(Context(day))
    assert page == "<time>2026-06-01</time>, <time>2026-06-01</time>"
    assert Template(written).render(Context(day, autoescape=False)) == "2026-06-01, 2026-06-01"
    assert Template(written).render(Context({"day": None})) == "—, —"


def test_a_sentence_is_said_fresh_stored_or_as_text() -> None:
    fresh = sentence("%(a)s confirmed less %(b)s refused", a=58, b=2)
    with override("en"):
        assert say(fresh) == say(fresh.as_json()) == "58 confirmed less 2 refused"
        assert say("as it is") == "as it is"
        assert say(None) == ""


def test_a_hash_is_short_enough_to_compare_by_eye() -> None:
    assert short_hash("9f2c" + "0" * 56 + "a17e") == "9f2c…a17e"
    assert short_hash("abc") == "abc"
    assert short_hash(None) == ""


def test_korean_words_are_kept_whole_in_documents() -> None:
    assert keep_all("사진 a") == "사\u2060진 a"


def test_a_state_has_a_word_and_a_tone_and_an_unknown_one_is_quiet() -> None:
    assert (badge("approved").tone, badge("approved").label) == ("ok", LABELS["approved"])
    assert (badge("half_way").tone, badge("half_way").label) == ("", "Half way")
    assert badge(None).label == "—"


def test_every_tone_belongs_to_a_state_that_exists() -> None:
    assert not set(TONE_OF) - set(LABELS)


def test_cells_stand_beside_their_columns() -> None:
    assert list(beside(["a"], [1])) == [("a", 1)]
    with pytest.raises(ValueError, match="shorter"):
        list(beside(["a", "b"], [1]))
    assert (plain(None), plain(""), plain(0)) == ("—", "—", 0)
