"""Both stores, empty, as fixtures: a folder, and a bucket on a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import LazySettings

from outcomes.gateways.store import Store, path_of, the_store
from outcomes.gateways.store.bucket import BucketStore

moto = pytest.importorskip("moto.server", reason="moto is not installed")
REGION = "ap-northeast-2"


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 server of its own for the run."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_address: str, settings: LazySettings, request: pytest.FixtureRequest) -> Any:
    """A client that looks past our store, as somebody with the keys of the bucket could."""
    settings.EVIDENCE_S3_BUCKET = f"bucket-{abs(hash(request.node.nodeid))}"
    settings.EVIDENCE_S3_PREFIX = "evidence/"
    settings.EVIDENCE_S3_ENDPOINT = s3_address
    settings.EVIDENCE_S3_REGION = REGION
    settings.EVIDENCE_S3_KEY = settings.EVIDENCE_S3_SECRET = "test"
    client = boto3.client(
        "s3",
        endpoint_url=s3_address,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(
        Bucket=settings.EVIDENCE_S3_BUCKET,
        CreateBucketConfiguration={"LocationConstraint": REGION},
    )
    yield client
    client.close()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path) -> Store:
    """An empty store of either kind; what holds for one holds for the other."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.EVIDENCE_S3_BUCKET = ""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return the_store()


def swap(sha256: str, content: bytes | None) -> None:
    """What somebody does who can reach the disk or the bucket: put other bytes there, or none."""
    store = the_store()
    if isinstance(store, BucketStore):
        at = {"Bucket": store.bucket, "Key": f"{store.prefix}{sha256}"}
        store.client.delete_object(**at)
        if content is not None:
            store.client.put_object(**at, Body=content)
        return
    store.remove(sha256)
    if content is not None:
        place = path_of(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
