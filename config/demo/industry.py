"""What the units of a panel are held against: all the others, over the same years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from config.demo.cast import Cast
from config.demo.names import MARK, business_number
from config.demo.panel import Panel, Side, Unit
from config.demo.site import FIRST_WORKSITE
from outcomes.domain.references import FEWEST_SITES
from outcomes.models import Reference
from outcomes.services import ReferenceDraft, confirm_reference, supply_reference
from programs.models import Program

ALPHA = "0.05"
HEADER = "site,first_day,last_day,injuries,hours"


def serial_of(program: Program, place: int) -> int:
    """The number of a unit among all made-up worksites."""
    return 20_000 + program.pk * 1_000 + place


def the_industry(*, panel: Panel, program: Program, cast: Cast, at: datetime) -> Reference | None:
    """Supplied by one officer, confirmed by another; none where too few units are known."""
    code = program.code
    known = Reference.objects.filter(agency=program.agency, code=code).first()
    rows = [row for place, unit in enumerate(panel.units) for row in _rows(program, place, unit)]
    if known is not None or sum(_is_known(unit) for unit in panel.units) <= FEWEST_SITES:
        return known  # each unit leaves itself out
    draft = ReferenceDraft(
        code=code,
        name_ko=f"자료의 모든 사업장 {MARK}",
        name_en="Every unit of the panel (demo)",
        source=f"The panel with the SHA-256 {panel.digest}.",
        content="\n".join([HEADER, *rows]).encode(),
    )
    supplied = supply_reference(draft=draft, agency=program.agency, by=cast["agnes"], at=at)
    return confirm_reference(reference_id=supplied.pk, by=cast["arthur"], at=at)


def design_of(unit: Unit, reference: Reference | None) -> dict[str, Any]:
    """Empirical Bayes against all other units; the exact test where there are too few of them."""
    if reference is None:
        return {"kind": "rate_reduction", "alpha": ALPHA}
    return {
        "kind": "empirical_bayes",
        "alpha": ALPHA,
        "baseline": [day.isoformat() for day in _days(unit.baseline)],
        "reference": {"code": reference.code, "digest": reference.digest},
    }


def _is_known(unit: Unit) -> bool:
    return all(side.injuries is not None and side.hours for side in (unit.baseline, unit.follow_up))


def _rows(program: Program, place: int, unit: Unit) -> Iterator[str]:
    """A unit under the business number that its worksite has, so that it leaves itself out."""
    number = business_number(FIRST_WORKSITE + serial_of(program, place))
    for side in (unit.baseline, unit.follow_up):
        if side.injuries is not None and side.hours:
            first, last = _days(side)
            yield f"{number},{first},{last},{side.injuries},{side.hours}"


def _days(side: Side) -> tuple[date, date]:
    return date(side.first_year, 1, 1), date(side.last_year, 12, 31)
