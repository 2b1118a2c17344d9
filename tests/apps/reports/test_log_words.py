"""A line of the log is a sentence in the reader's language, whichever verb wrote it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from django.utils import translation

from audit.domain.actions import DEEDS, deed
from core.translation import in_words
from payouts.domain import lifecycle as payouts
from payouts.domain.clawbacks import CLAWBACK
from people.permissions import MAY
from programs.domain import lifecycle as programs
from tests.architecture.house import on_floor, tree

ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
KOREAN = re.compile("[가-힣]")
# Verbs that a service puts behind the name of their noun only when it runs: `f"payout.{verb}"`.
MOVED_BY_TABLE: dict[str, Iterable[str]] = {
    "application.": programs.APPLICATION.moves,
    "recommendation.": programs.RECOMMENDATION.moves,
    "payout.": payouts.PAYOUT.moves,
    "clawback.": CLAWBACK.moves,
}


def written_down() -> Iterator[str]:
    """Every name of an action that a service holds, whole or as the beginning of one."""
    for path in on_floor("services"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and ACTION.fullmatch(str(node.value)):
                yield str(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                noun = str(node.values[0].value)
                if re.fullmatch(r"[a-z]+\.", noun):
                    yield from (f"{noun}{verb}" for verb in MOVED_BY_TABLE[noun])


def test_every_action_that_can_be_recorded_has_a_sentence() -> None:
    recorded = set(written_down())
    assert {"payout.approve", "payout.settle", "account.confirm"} <= recorded
    looked = {action for action in recorded if action.endswith(".see")}
    assert sorted(recorded - looked - DEEDS.keys()) == []


def test_every_right_to_act_has_a_sentence() -> None:
    """Looking leaves no line in the log; everything else that may be done does."""
    assert not {action for action in MAY if not action.endswith(".see")} - DEEDS.keys()


def test_no_sentence_is_for_an_action_that_nobody_can_take() -> None:
    assert sorted(DEEDS.keys() - set(written_down()) - MAY.keys()) == []


def test_every_sentence_is_said_in_korean() -> None:
    with translation.override("ko"):
        assert not [a for a, words in DEEDS.items() if not KOREAN.search(in_words(words))]


def test_an_action_of_a_later_version_is_shown_by_its_name() -> None:
    assert in_words(deed("payout.teleport")) == "payout.teleport"
