"""Files that came while no scanner was there, or while it failed, are scanned later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from outcomes.domain.evidence.states import ScanState
from outcomes.gateways.scan import Scan, scan
from outcomes.gateways.store import at_hand
from outcomes.models import Evidence, EvidenceScan
from outcomes.selectors.custody import evidence_to_scan

SAID = frozenset({ScanState.CLEAN, ScanState.INFECTED})
LONGEST_DETAIL = 200


def rescan_evidence(*, most: int, at: datetime) -> int:
    """Scan up to `most` files; how many the scanner spoke about. It stops where it does not."""
    done = 0
    for evidence in evidence_to_scan()[:most]:
        try:
            with at_hand(evidence.sha256) as path:
                scanned = scan(path)
        except OSError:
            continue  # a file that is away is the nightly look's business
        if scanned.state not in SAID:
            break
        _said(evidence, scanned, at)
        done += 1
    return done


@transaction.atomic
def _said(evidence: Evidence, scanned: Scan, at: datetime) -> None:
    row = EvidenceScan.objects.create(
        evidence=evidence,
        state=scanned.state,
        detail=scanned.detail[:LONGEST_DETAIL],
        scanned_at=at,
    )
    record(
        action="evidence.scan",
        subject=row,
        by=SYSTEM,
        at=at,
        evidence=evidence.pk,
        state=scanned.state,
        detail=row.detail,
    )
