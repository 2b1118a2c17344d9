"""A process dies at every boundary of a piece of work, and the work is delivered twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from chaos.bank import Bank
from chaos.checks import DOUBLE, LOST, looked
from chaos.points import WORKS, tried
from chaos.scene import Scene
from chaos.world import a_world
from payouts.models import Payout

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    bank = Bank(tmp_path / "bank", random.Random(1), refuses=0)
    return Scene(a_world(8), bank, tmp_path / "inbox")


@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_or_paid_twice(scene: Scene, work: str) -> None:
    assert not [one for one in tried(scene, work) if not one.is_well]


def test_the_checks_see_what_was_lost_and_what_was_paid_twice(scene: Scene) -> None:
    """Each of the ways in which the bank can be wrong about us, or we about the bank."""
    scene.told()
    scene.finish()
    assert not [wrong for seen in looked(scene.truth()) for wrong in seen.wrong]
    paid = scene.bank.paid.pop()
    assert kinds(scene) == {LOST}
    scene.bank.paid += [paid, paid]
    assert kinds(scene) == {DOUBLE}
    scene.bank.paid.pop()
    scene.bank.files.update(list(scene.bank.files))
    assert kinds(scene) == {DOUBLE}


def test_the_checks_see_what_nobody_has_paid_yet(scene: Scene) -> None:
    scene.prepared()
    assert Payout.objects.filter(state="prepared").exists()
    assert {"lost", "stuck"} == kinds(scene)


def kinds(scene: Scene) -> set[str]:
    return {wrong.kind for seen in looked(scene.truth()) for wrong in seen.wrong}
