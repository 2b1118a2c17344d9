"""What stands inside a sentence is told in the reader's language as well."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from core.domain.words import Named, Phrase, say
from core.translation import in_words, phrase_in_words

RATE = say("rate")
HAZARDS = Named("Hazards removed", "제거한 위험요인")


@pytest.mark.parametrize(
    ("phrase", "en", "ko"),
    [
        ("Notice 7", "Notice 7", "Notice 7"),
        ("cap", "Cap", "상한"),  # a stage has a name of its own
        (HAZARDS, "Hazards removed", "제거한 위험요인"),
        (RATE, "rate", "단가"),
        ((HAZARDS, RATE, "x"), "Hazards removed; rate; x", "제거한 위험요인; 단가; x"),
        (
            say("the sum of: %(of)s", of=(HAZARDS,)),
            "the sum of: Hazards removed",
            "다음의 합계: 제거한 위험요인",
        ),
    ],
)
def test_a_phrase_is_told_in_both_languages(phrase: Phrase, en: str, ko: str) -> None:
    with override("en"):
        assert phrase_in_words(phrase) == en
    with override("ko"):
        assert phrase_in_words(phrase) == ko


def test_a_place_is_told_as_it_is_written() -> None:
    """An input may be called like a state or a stage."""
    wrong = say("%(place)s must be true or false.", place="price")
    with override("en"):
        assert in_words(wrong) == "price must be true or false."
    with override("ko"):
        assert in_words(wrong) == "price은(는) true 또는 false여야 합니다."


def test_a_stage_inside_a_sentence_has_its_name() -> None:
    moved = say(
        "“%(label)s” moves from “%(old)s” to “%(new)s”.", label=HAZARDS, old="cap", new="price"
    )
    with override("ko"):
        assert in_words(moved) == "“제거한 위험요인”이(가) “상한”에서 “가격”(으)로 옮겨집니다."
