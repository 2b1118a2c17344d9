"""Reading our own sealed file back: which account each payment was sent to."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.tables import Column, read_table

COLUMNS = (Column("key", ""), Column("account", ""))


def accounts_in(content: bytes) -> Mapping[str, str]:
    """Account by key."""
    return {row.cells["key"]: row.cells["account"] for row in read_table(content, COLUMNS).rows}
