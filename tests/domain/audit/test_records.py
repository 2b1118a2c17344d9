"""What is sealed, and how a break in the chain is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from audit.domain.records import NO_HEAD, EventRecord, SealRecord, first_break, seal_of

NOON = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=9)))
EVENT = EventRecord(1, NOON, "anna@bank.test", "payout.approve", "payouts.payout:7", {"due": "₩5"})


def chain(*batches: int) -> tuple[list[SealRecord], list[str]]:
    seals: list[SealRecord] = []
    heads = [NO_HEAD]
    for number, size in enumerate(batches, start=1):
        digests = [replace(EVENT, number=i).digest() for i in range(size)]
        seals.append(seal_of(digests, number=number, previous_head=heads[-1]))
        heads.append(seals[-1].head())
    return seals, heads[1:]


def test_the_bytes_do_not_depend_on_the_zone() -> None:
    assert EVENT.as_bytes() == replace(EVENT, happened_at=NOON.astimezone(UTC)).as_bytes()
    assert (
        EVENT.as_bytes()
        == (
            '{"action":"payout.approve","actor":"anna@bank.test","details":{"due":"₩5"},'
            '"happened_at":"2026-06-01T03:00:00.000000Z","number":1,"subject":"payouts.payout:7"}'
        ).encode()
    )


@pytest.mark.parametrize(
    "change",
    [{"number": 2}, {"happened_at": NOON + timedelta(microseconds=1)}, {"actor": "ben"}, {"action": "x"},
     {"subject": "y"}, {"details": {"due": "₩6"}}],
)  # fmt: skip
def test_any_change_changes_the_hash(change: dict[str, object]) -> None:
    assert replace(EVENT, **change).digest() != EVENT.digest()  # type: ignore[arg-type]


def test_an_intact_chain_has_no_break() -> None:
    assert first_break(*chain(3, 1, 5)) is None
    assert first_break([], []) is None


@pytest.mark.parametrize(
    "change", [{"events": 4}, {"root": "0" * 64}, {"number": 9}, {"previous_head": "1" * 64}]
)
def test_the_first_break_is_found(change: dict[str, object]) -> None:
    seals, heads = chain(3, 1, 5)
    seals[1] = replace(seals[1], **change)  # type: ignore[arg-type]
    assert first_break(seals, heads) == seals[1].number


def test_a_missing_seal_is_found() -> None:
    seals, heads = chain(3, 1, 5)
    assert first_break(seals[::2], heads[::2]) == 3
