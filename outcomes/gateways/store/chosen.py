"""Which store this place uses: a bucket where one is named, otherwise a folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from outcomes.gateways.store.bucket import BucketStore
from outcomes.gateways.store.local import LocalStore
from outcomes.gateways.store.port import Store


def the_store() -> Store:
    """The store that the settings name."""
    if settings.EVIDENCE_S3_BUCKET:
        return _s3(
            settings.EVIDENCE_S3_BUCKET,
            settings.EVIDENCE_S3_PREFIX,
            settings.EVIDENCE_S3_ENDPOINT,
            settings.EVIDENCE_S3_REGION,
            (settings.EVIDENCE_S3_KEY, settings.EVIDENCE_S3_SECRET),
        )
    return LocalStore(Path(settings.EVIDENCE_ROOT))


def path_of(sha256: str) -> Path:
    """Where the local folder has it; with a bucket nothing lies here."""
    return LocalStore(Path(settings.EVIDENCE_ROOT)).path_of(sha256)


@cache
def _s3(bucket: str, prefix: str, endpoint: str, region: str, key: tuple[str, str]) -> BucketStore:
    """One client for the life of the process; without keys the machine's own role is used."""
    return BucketStore(
        bucket=bucket,
        prefix=prefix,
        endpoint_url=endpoint or None,
        region_name=region or None,
        aws_access_key_id=key[0] or None,
        aws_secret_access_key=key[1] or None,
    )
