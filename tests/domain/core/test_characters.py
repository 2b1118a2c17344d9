"""What nobody can see stands in no text that people sign, and in none that is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.characters import check_text, check_texts, is_unseen, visible
from core.domain.errors import RuleBroken

SEEN = ("a b", "원 50,000", "‘x’ – “y”…", "a\u00a0b", "\U0001f600", '\\"', "\ufffd", "\ue000", "")
UNSEEN = (
    "\0", "\x01", "\t", "\n", "\r", "\x7f", "\x85", "\u00ad", "\u200b", "\u200d", "\u2028",
    "\u2029", "\u202e", "\u2066", "\ufeff", "\ud800", "\udfff", "\ufffe", "\uffff", "\U0001ffff",
)  # fmt: skip


@pytest.mark.parametrize("text", SEEN)
def test_what_can_be_seen_stays(text: str) -> None:
    check_text(text, "here")
    assert visible(text) == text


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_text(f"a{text}b\n", "title.en")
    assert str(refusal.value) == (
        "title.en holds a character that nobody can see, such as a line break or a tab "
        f"(U+{ord(text):04X}). Take it out, or put a space there."
    )
    assert visible(f"a{text}b{text}") == "a b "


def test_texts_and_names_are_found_wherever_they_stand() -> None:
    check_texts({"a": [{"b": "c"}, 1, None, True]})
    for document, place in (
        ("\n", "The document"),
        ({"\n": 1}, "The document"),
        ({"a": "\n"}, "a"),
        ({"a": {"\n": 1}}, "a"),
        ({"a": ["x", {"b": "\n"}]}, "a[1].b"),
        ([["\n"]], "[0][0]"),
        ({"a": ["\t"], "b": "\n"}, "b"),  # what is less deep comes first
    ):
        with pytest.raises(RuleBroken) as refusal:
            check_texts(document)
        assert str(refusal.value).startswith(f"{place} holds a character")


@given(st.text(st.characters(codec=None)))
def test_after_it_everything_can_be_seen(text: str) -> None:
    assert not any(is_unseen(one) for one in visible(text))
    assert len(visible(text)) == len(text)
