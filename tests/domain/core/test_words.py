"""Sentences inside sentences, names in both languages, and how they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.words import (
    Named,
    Phrase,
    Sentence,
    phrase_from,
    phrase_json,
    say,
    sentence_from,
    spoken,
)

DAYS = Named("days", "일수")


def test_a_name_in_both_languages() -> None:
    assert str(DAYS) == "days"
    assert DAYS.as_json() == {"en": "days", "ko": "일수"}


def test_values_are_kept_as_they_are_or_as_text() -> None:
    found = say("%(a)s %(b)s %(c)s %(d)s", a=5, b=DAYS, c=say("x"), d=(1, DAYS))
    assert found.values == {"a": "5", "b": DAYS, "c": say("x"), "d": ("1", DAYS)}
    assert say("none").values == {}


def test_what_stands_inside_is_said_too() -> None:
    inner = say("%(of)s twice", of=DAYS)
    outer = say("the sum of: %(of)s, 100 %% of %(all)s", of=(inner, "b", DAYS), all=inner)
    assert str(outer) == "the sum of: days twice; b; days, 100 % of days twice"
    assert spoken(("a", ("b", DAYS))) == "a; b; days"
    assert spoken(()) == ""
    assert spoken("a") == "a"


def test_how_it_is_kept() -> None:
    outer = say("%(a)s: %(b)s", a=DAYS, b=(say("x %(n)s", n=1), "y"))
    kept = {
        "text": "%(a)s: %(b)s",
        "values": {
            "a": {"en": "days", "ko": "일수"},
            "b": [{"text": "x %(n)s", "values": {"n": "1"}}, "y"],
        },
    }
    assert outer.as_json() == kept
    assert sentence_from(kept) == outer
    assert sentence_from({"text": "%(n)s", "values": {"n": 5}}) == say("%(n)s", n="5")


def test_sentences_with_other_values_are_others() -> None:
    one, same, other = say("%(a)s", a="1"), say("%(a)s", a="1"), say("%(a)s", a="2")
    assert one == same
    assert one != other
    assert hash(one) == hash(same)
    assert len({one, same, other, say("%(b)s", b="1")}) == 3
    assert hash(one) != hash(other)


PHRASES: st.SearchStrategy[Phrase] = st.recursive(
    st.text(max_size=5) | st.builds(Named, st.text(max_size=3), st.text(max_size=3)),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(Sentence, st.text(max_size=5), st.dictionaries(st.text(max_size=2), inner))
    ),
    max_leaves=6,
)


@given(PHRASES)
def test_whatever_is_kept_is_read_back(phrase: Phrase) -> None:
    assert phrase_from(phrase_json(phrase)) == phrase
    assert isinstance(hash(phrase), int)


@pytest.mark.parametrize("value", [None, 5, True, 0.5])
def test_whatever_is_no_phrase_becomes_text(value: object) -> None:
    assert say("%(a)s", a=value).values["a"] == str(value)
