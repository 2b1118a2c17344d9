"""An auditor draws the very same list again, and sees when something was exchanged."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse

from outcomes.domain.sampling import BANDS, Bands, Share
from outcomes.models import SeedCommitment, Target, VerificationPlan
from outcomes.selectors.plans import plan_document, redrawn
from outcomes.services import Draw, Strata, commit_seed
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.apps.outcomes.test_certify_measurements import a_month
from tests.factories.outcomes import a_target
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan


@pytest.fixture
def portfolio(carla: User) -> Target:
    target = a_target()
    for month in range(1, 7):
        a_month(target, month)
    target.match = None
    target.save()
    target.measurements.update(state="certified", certified_by=the("cato"))
    return target


def redraw(*options: str) -> tuple[dict[str, Any], int]:
    out, status = StringIO(), 0
    try:
        call_command("redraw", *options, "--json", stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return json.loads(out.getvalue()), status


@pytest.mark.parametrize(
    "draw",
    [
        None,
        Draw(Share(), Strata.PHASE),
        Draw(Bands("medium", 40_000_000, BANDS["medium"]), Strata.WORKSITE),
    ],
)
def test_the_list_is_drawn_again_from_the_number_of_the_plan(
    portfolio: Target, victor: User, noon: datetime, draw: Draw | None
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon, draw=draw)
    answer, status = redraw(str(plan.pk))
    assert (answer["sample"], status) == (plan.sample, 0)
    assert answer["commitment_fits"]
    assert answer["frame"] == 6


def test_an_auditor_needs_no_access_but_the_file(
    portfolio: Target, victor: User, audrey: User, noon: datetime, tmp_path: Path
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    given = english(audrey).get(reverse("outcomes:plan", args=[portfolio.pk]))
    assert given["Content-Disposition"] == f'attachment; filename="plan-{plan.pk}.json"'
    file = tmp_path / "plan.json"
    file.write_bytes(given.content)
    answer, status = redraw("--file", str(file))
    assert (answer["sample"], status) == (plan.sample, 0)


@pytest.mark.parametrize("member", ["seed", "salt", "frame", "sample"])
def test_whatever_is_exchanged_does_not_fit_any_more(
    portfolio: Target, victor: User, noon: datetime, tmp_path: Path, member: str
) -> None:
    document = plan_document(a_plan(portfolio, by=victor, at=noon))
    document[member] = document[member][1:] if member in {"frame", "sample"} else "0" * 64
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document))
    answer, status = redraw("--file", str(file))
    assert status == 1
    assert not all(answer[f"{one}_fits"] for one in ("commitment", "frame", "sample"))


def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, db: None) -> None:
    (tmp_path / "plan.json").write_text("{}")
    with pytest.raises(CommandError, match="This is no plan"):
        redraw("--file", str(tmp_path / "plan.json"))
    with pytest.raises(CommandError, match="There is no plan 7"):
        redraw("7")


def test_nobody_knows_the_seed_before_and_it_is_bound(
    portfolio: Target, victor: User, noon: datetime
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    promise = plan.commitment
    assert promise is not None
    assert promise.committed_at < plan.drawn_at
    assert plan.seed not in (promise.salt, promise.commitment)
    assert redrawn(plan_document(plan)).fits


def test_the_first_commitment_binds_however_many_follow(
    portfolio: Target, victor: User, noon: datetime
) -> None:
    first = commit_seed(
        target_id=portfolio.pk, independence=FREE, by=victor, at=noon - timedelta(days=2)
    )
    plan = a_plan(portfolio, by=victor, at=noon)
    assert plan.commitment == first


@pytest.mark.parametrize("change", [{"seed": "0" * 64}, {"commitment": None}])
def test_the_database_takes_no_other_seed(
    portfolio: Target, victor: User, noon: datetime, change: dict[str, Any]
) -> None:
    plan = a_plan(portfolio, by=victor, at=noon)
    other = a_target_like(portfolio)
    row = {
        name: getattr(plan, name)
        for name in ("seed", "frame", "frame_digest", "sample", "drawn_by", "drawn_at")
    }
    with pytest.raises(IntegrityError, match="plan_seed_committed_before"), transaction.atomic():
        VerificationPlan.objects.create(
            **{**row, "target": other, "commitment": plan.commitment, **change}
        )


def a_target_like(target: Target) -> Target:
    other = Target.objects.get(pk=target.pk)
    other.pk, other.number, other.clause_key = None, "T-2026-99999", "hazards"
    other.save()
    return other


def test_commitments_stay(portfolio: Target, victor: User, noon: datetime) -> None:
    commit_seed(target_id=portfolio.pk, independence=FREE, by=victor, at=noon)
    with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
        SeedCommitment.objects.update(commitment="0" * 64)
