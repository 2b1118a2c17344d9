"""What wakes a task, and what the beat rings for, exists: a misspelt name would ring in vain."""

from __future__ import annotations

import pytest
from celery import current_app
from django.urls import get_resolver

from config.celery import SCHEDULE
from config.middleware import WAKES

current_app.loader.import_default_modules()


def routes() -> set[str]:
    return {
        f"{space}:{name}"
        for space, (_, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }


@pytest.mark.parametrize("route", WAKES)
def test_a_route_that_wakes_is_there(route: str) -> None:
    assert route in routes()


@pytest.mark.parametrize(
    "task", sorted({*WAKES.values(), *(str(entry["task"]) for entry in SCHEDULE.values())})
)
def test_a_task_that_is_rung_for_is_there(task: str) -> None:
    assert task in current_app.tasks


def test_the_sweep_finds_payouts_that_no_message_announced() -> None:
    assert "payouts.tasks.compute_due_payouts" in {str(e["task"]) for e in SCHEDULE.values()}


def test_a_bank_that_does_not_answer_is_rung_for() -> None:
    assert "payouts.tasks.alarm_overdue_answers" in {str(e["task"]) for e in SCHEDULE.values()}
