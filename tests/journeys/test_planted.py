"""A guard is taken away: either the database still refuses, or the checks see what came of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from chaos.bank import Bank
from chaos.checks import LOST, looked
from chaos.deaths import together
from chaos.planted import BUGS
from chaos.races import met
from chaos.scene import Scene
from chaos.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)
STOPPED = {
    "once-of-computing": "payout_of_a_result_once",
    # whichever of the two is met first: both say that this attempt is there already
    "keys-and-locks": "disbursement_one_alive payouts_disbursement_key_key",
    "once-of-handing-out": "handout_again_is_released",
    "lock-of-answers": "answer_once_for_a_file",
}


def a_scene(folder: Path, targets: int) -> Scene:
    bank = Bank(folder / "bank", random.Random(1), refuses=0)
    return Scene(a_world(targets), bank, folder / "inbox")


def test_without_the_lock_a_result_is_lost_and_the_checks_see_it(tmp_path: Path) -> None:
    """The database sees two payouts of two results, as it should; that one is of ₩0 it cannot."""
    found = met(a_scene(tmp_path, 30), "lock-of-computing", rounds=15)
    assert LOST in {wrong.kind for wrong in found.wrong}


@pytest.mark.parametrize("bug", STOPPED)
def test_without_this_guard_the_database_still_refuses(tmp_path: Path, bug: str) -> None:
    scene = a_scene(tmp_path, 8)
    stopped: set[str] = set()
    for _ in range(8):
        found = met(scene, bug, rounds=1)
        assert not found.wrong
        stopped |= set(found.stopped_by)
        if stopped & set(STOPPED[bug].split()):
            return
    pytest.fail(f"{BUGS[bug].sentence}: {stopped}")


def test_with_all_guards_two_who_meet_do_no_harm(tmp_path: Path) -> None:
    """The same meeting, nothing taken away: what is found above comes of the bug."""
    scene = a_scene(tmp_path, 8)
    for _ in range(3):
        works = [scene.compute_one(scene.verified()) for _ in range(2)]
        together(works, prepare=lambda: None)
    scene.finish()
    assert not [wrong for seen in looked(scene.truth()) for wrong in seen.wrong]
