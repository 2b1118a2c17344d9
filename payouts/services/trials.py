"""The rows of a chunk tried together, so that one bad row stops none of the others."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from payouts.domain.runs import Stage
from payouts.models import PayRunChunk
from payouts.services.computing import compute_keys
from payouts.services.sending import NotSealedYet, send_keys

log = logging.getLogger(__name__)
NOT_THE_ROWS = (OperationalError, InterfaceError, NotSealedYet)  # the same rows go later


class Work(Protocol):
    """Does some rows of a chunk; what its guards refuse it hands back with the reasons."""

    def __call__(
        self, *, chunk: PayRunChunk, keys: Sequence[int], at: datetime
    ) -> dict[int, Sentence]:
        """Whole, or not at all."""


STAGES: Mapping[Stage, Work] = {Stage.COMPUTING: compute_keys, Stage.SENDING: send_keys}


@dataclass(slots=True)
class Trial:
    """A chunk that is worked: rows its guards refused, and why single rows do not go through."""

    chunk: PayRunChunk
    at: datetime
    refused: dict[int, Sentence] = field(default_factory=dict)
    why: dict[int, Sentence] = field(default_factory=dict)

    def goes_through(self, keys: Sequence[int]) -> bool:
        """Do it, whole or not at all."""
        return self._tried(keys, keep=True)

    def would_go_through(self, keys: Sequence[int]) -> bool:
        """Do it and take it back: found out is only whether it can be done."""
        return self._tried(keys, keep=False)

    def _tried(self, keys: Sequence[int], *, keep: bool) -> bool:
        work = STAGES[Stage(self.chunk.stage)]
        try:
            with transaction.atomic():
                self.refused = work(chunk=self.chunk, keys=keys, at=self.at)
                transaction.set_rollback(not keep)
        except NOT_THE_ROWS:
            raise
        except Exception as error:  # whatever a row breaks, it must not stop the rows beside it
            self.why |= dict.fromkeys(keys, _said(error))
            if len(keys) == 1:
                log.warning("row %s of chunk %s was left out", keys[0], self.chunk, exc_info=error)
            return False
        return True


def _said(error: Exception) -> Sentence:
    if isinstance(error, RuleBroken):
        return error.sentence
    kind = type(error).__name__
    if isinstance(error, IntegrityError):
        kind = error.__cause__.diag.constraint_name or kind  # type: ignore[union-attr]
    return say("The run could not take it along (%(kind)s). The log has more.", kind=kind)
