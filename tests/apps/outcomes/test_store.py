"""A folder and a bucket keep evidence the same way: once, whole, under its hash, never exchanged."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.states import Alarm
from outcomes.gateways.pictures import thumbnail
from outcomes.gateways.store import (
    Look,
    Store,
    at_hand,
    keep,
    looked_at,
    opened,
    received,
    sweep_drafts,
    the_store,
    unchanged,
)
from tests.apps.outcomes.samples import a_scene, as_file
from tests.apps.outcomes.stores import *  # noqa: F403
from tests.apps.outcomes.stores import swap

RAW = as_file(a_scene(1)).getvalue()
HASH = hashlib.sha256(RAW).hexdigest()


def incoming(settings: LazySettings) -> list[Path]:
    return [*(Path(settings.EVIDENCE_ROOT) / "incoming").iterdir()]


def test_the_original_bytes_come_back(store: Store) -> None:
    kept = keep([RAW[:1000], RAW[1000:]], name="guard.jpg")
    assert (kept.sha256, kept.size, kept.content_type) == (HASH, len(RAW), "image/jpeg")
    with closing(opened(HASH)) as file:
        assert file.read() == RAW
    with at_hand(HASH) as path:
        assert path.read_bytes() == RAW
    assert looked_at(HASH) == Look(None, HASH, len(RAW))
    assert [(one.sha256, one.size) for one in store.listed()] == [(HASH, len(RAW))]
    assert thumbnail(HASH).startswith(b"\xff\xd8")


def test_what_lies_there_is_never_written_over(store: Store, tmp_path: Path) -> None:
    keep([RAW], name="guard.jpg")
    other = tmp_path / "other"
    other.write_bytes(b"something else")
    assert not store.put(other, HASH)
    assert unchanged(HASH)
    assert keep([RAW], name="again.jpg").sha256 == HASH


def test_the_same_bytes_do_not_hide_that_others_lie_there(store: Store) -> None:
    keep([RAW], name="guard.jpg")
    swap(HASH, b"something else")
    with pytest.raises(RuleBroken, match="what lies in the store now is not what was sent"):
        keep([RAW], name="guard.jpg")


def test_a_swap_and_a_loss_are_told_apart(store: Store) -> None:
    keep([RAW], name="guard.jpg")
    swap(HASH, b"something else")
    found = hashlib.sha256(b"something else").hexdigest()
    assert looked_at(HASH) == Look(Alarm.CHANGED, found, 14)
    swap(HASH, None)
    assert looked_at(HASH) == Look(Alarm.MISSING)
    with pytest.raises(FileNotFoundError):
        opened(HASH)


def test_after_a_failure_no_piece_is_left(store: Store, settings: LazySettings) -> None:
    def broken_off() -> Iterator[bytes]:
        yield RAW[:500]
        raise ConnectionResetError("the phone went into a tunnel")

    with pytest.raises(ConnectionResetError):
        keep(broken_off(), name="guard.jpg")
    with pytest.raises(RuleBroken):
        keep([b"GIF89a"], name="guard.gif")
    assert incoming(settings) == []
    assert [*store.listed()] == []


def test_drafts_of_a_crash_are_swept_a_day_later(store: Store, settings: LazySettings) -> None:
    with received([RAW], name="guard.jpg") as draft:
        (lying,) = incoming(settings)
        assert lying == draft.path
        assert sweep_drafts(before=datetime.now(UTC) - timedelta(days=1)) == 0
    left = Path(settings.EVIDENCE_ROOT) / "incoming" / "left"
    left.write_bytes(b"half a photo")
    assert sweep_drafts(before=datetime.now(UTC) + timedelta(days=1)) == 1
    assert incoming(settings) == []


def test_removing_is_final_and_harmless_twice(store: Store) -> None:
    keep([RAW], name="guard.jpg")
    store.remove(HASH)
    store.remove(HASH)
    assert [*store.listed()] == []


def test_a_folder_holds_read_only_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    keep([RAW], name="guard.jpg")
    place = tmp_path / HASH[:2] / HASH
    assert (place.stat().st_mode & 0o777, place.stat().st_nlink) == (0o440, 1)


def test_a_bucket_is_told_the_hash_and_the_condition(
    bucket: Any, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    sent: list[Any] = []
    store: Any = the_store()
    store.client.meta.events.register(
        "before-send.s3.PutObject", lambda request, **_: sent.append(request.headers)
    )
    keep([RAW], name="guard.jpg")
    (headers,) = sent
    assert headers["If-None-Match"] == b"*"
    assert base64.b64decode(headers["x-amz-checksum-sha256"]).hex() == HASH


def test_a_bucket_that_is_away_is_unreadable_and_not_lost(
    bucket: Any, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_S3_ENDPOINT = "http://127.0.0.1:9"  # nobody listens there
    assert looked_at(HASH) == Look(Alarm.UNREADABLE)
    with pytest.raises(RuleBroken, match="store cannot be reached"):
        keep([RAW], name="guard.jpg")
    assert incoming(settings) == []
