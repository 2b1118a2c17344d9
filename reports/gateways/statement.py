"""How a payment statement looks on paper: facts in, PDF out, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from core.domain.numbers import grouped
from core.gateways.charts import COLOURS, chart
from core.translation import localized
from outcomes.domain.evidence.states import ScanState
from programs.domain.simple_terms import terms_from
from programs.domain.terms import bound
from reports.domain.facts import Facts, facts_digest, trace
from reports.gateways.codes import qr_code
from reports.gateways.curves import curves_of
from reports.gateways.paper import Enclosure, print_pdf

TRACE = "calc-trace.json"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the paper says about itself."""

    number: str
    issued_at: datetime
    log_head: str
    language: str
    intact: Mapping[str, bool]  # SHA-256 of a file → whether it was unchanged when this was made
    scans: Mapping[int, str] = field(default_factory=dict)  # number of a file → the scanner's word

    def address(self, digest: str) -> str:
        """Where the QR code leads: the page that checks this paper."""
        return f"{settings.PUBLIC_ADDRESS}/verify/{self.number}/?h={digest[:16]}"


def statement_pdf(facts: Facts, cover: Cover) -> bytes:
    """The paper. The same facts under the same cover are the same bytes, on any day."""
    digest = facts_digest(facts)
    with translation.override(cover.language):
        html = render_to_string("reports/paper/statement.html", _seen(facts, cover, digest))
        description = gettext("The facts this report was computed from")
    return print_pdf(
        html=html,
        css=render_to_string("reports/paper/paper.css"),
        identifier=f"{cover.number} {digest}",
        enclosure=Enclosure(TRACE, description, trace(facts)),
        made_at=cover.issued_at,
    )


def _seen(facts: Facts, cover: Cover, digest: str) -> dict[str, Any]:
    address = cover.address(digest)
    return {
        **facts,
        "cover": cover,
        "digest": digest,
        "address": address,
        "qr": qr_code(address, alt=gettext("Link to the page that checks this report")),
        "chart": _chart(facts),
        "chart_title": _chart_title(facts),
        "unit": _unit(facts),
        "curves": curves_of(facts),
        "intact": sum(cover.intact.get(e["sha256"], False) for e in facts["evidence"]),
        "evidence": [
            {
                **e,
                "intact": cover.intact.get(e["sha256"], False),
                "scan": cover.scans.get(e["id"], ScanState.NOT_SCANNED),
            }
            for e in facts["evidence"]
        ],
    }


def _unit(facts: Facts) -> str:
    target = facts["target"]
    return (
        localized(ko=target["indicator"]["unit_ko"], en=target["indicator"]["unit_en"])
        if target
        else ""
    )


def _chart_title(facts: Facts) -> str:
    if _readings(facts):
        return gettext("What was measured, by period")
    return gettext("This payment within the agreement")


def _chart(facts: Facts) -> str:
    """Readings by period where there are any, else the payment beside the most that can be paid."""
    bars = _readings(facts)
    if bars:
        return _drawn(bars, _unit(facts), _chart_title(facts))
    document = facts["agreement"]["terms"]["document"]
    most = bound(terms_from(document)).largest
    most = min(most, document.get("cap", most))  # of the old kinds of clauses
    money = [
        (gettext("This payment"), str(facts["payout"]["amount"]), ""),
        (gettext("Most this agreement can pay"), str(most), ""),
    ]
    return _drawn(money, gettext("won"), _chart_title(facts))


def _readings(facts: Facts) -> list[tuple[str, str, str]]:
    """(period, value, side) of every reading that stands and has a value."""
    standing = [m for m in facts["measurements"] if m["state"] != "superseded"]
    sides = {"baseline": gettext("Baseline"), "follow_up": gettext("Follow-up")}
    found = [(m, m["quantity"] if m["quantity"] is not None else m["events"]) for m in standing]
    return [
        (f"{m['first']} – {m['last']}", str(value), sides[m["phase"]])
        for m, value in found
        if value is not None
    ]


def _drawn(bars: list[tuple[str, str, str]], unit: str, title: str) -> str:
    values = [{"period": period, "value": value, "side": side} for period, value, side in bars]
    spoken = ", ".join(f"{period} {grouped(Decimal(value))}" for period, value, _ in bars)
    colour = {"field": "side", "type": "nominal", "scale": {"range": COLOURS}, "sort": None}
    spec = {
        "data": {"values": values, "format": {"parse": {"value": "number"}}},
        "mark": {"type": "bar", "color": COLOURS[0], "size": 16},
        "width": 420,
        "height": {"step": 26},
        "encoding": {
            "y": {"field": "period", "type": "nominal", "sort": None, "title": None},
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": unit,
                "axis": {"format": ",~f", "tickCount": 4},
            },
            **({"color": colour} if bars[0][2] else {}),
        },
    }
    return chart(spec, key="statement", alt=f"{title}: {spoken} {unit}")
