"""S3-compatible storage: written only where nothing lies (If-None-Match), sent with its hash."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from outcomes.gateways.store.port import Listed

GONE = frozenset({"404", "NoSuchKey"})
TAKEN = frozenset({"412", "PreconditionFailed", "409", "ConditionalRequestConflict"})
PATIENCE = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 3})


class BucketStore:
    """A bucket, and a prefix in it; who may do what there is the bucket's own business."""

    def __init__(self, *, bucket: str, prefix: str, **access: Any) -> None:
        self.bucket, self.prefix = bucket, prefix
        self.client: Any = boto3.client("s3", config=PATIENCE, **access)

    def put(self, draft: Path, sha256: str) -> bool:
        """One request from the open file: never whole in memory, never half in the bucket.

        The server compares the bytes with the SHA-256 in the header before it keeps them.
        """
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        with draft.open("rb") as body, _told():
            try:
                self.client.put_object(
                    **self._at(sha256), Body=body, ChecksumSHA256=checksum, IfNoneMatch="*"
                )
            except ClientError as refused:
                if _code(refused) in TAKEN:
                    return False
                raise
        return True

    def read(self, sha256: str) -> BinaryIO:
        """The bytes as they come over the line."""
        with _told():
            return cast("BinaryIO", self.client.get_object(**self._at(sha256))["Body"])

    def listed(self) -> Iterator[Listed]:
        """Page by page."""
        pages = self.client.get_paginator("list_objects_v2")
        with _told():
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
                for one in page.get("Contents", ()):
                    name = one["Key"].removeprefix(self.prefix)
                    yield Listed(name, one["Size"], one["LastModified"])

    def remove(self, sha256: str) -> None:
        """Delete it; a bucket that keeps versions keeps this one too."""
        with _told():
            self.client.delete_object(**self._at(sha256))

    def _at(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{self.prefix}{sha256}"}


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in words that any store uses: not there, or not to be reached."""
    try:
        yield
    except ClientError as refused:
        kind = FileNotFoundError if _code(refused) in GONE else OSError
        raise kind(str(refused)) from refused
    except BotoCoreError as broken:
        raise OSError(str(broken)) from broken


def _code(refused: ClientError) -> str:
    return str(refused.response.get("Error", {}).get("Code", ""))
