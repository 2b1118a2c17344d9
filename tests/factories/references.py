"""Reference sites as rows: thirty untreated sites over two years."""

from __future__ import annotations

from outcomes.models import Reference
from outcomes.services import ReferenceDraft, confirm_reference, supply_reference
from tests.factories.people import the
from tests.factories.programs import SPRING

HEADER = "site,first_day,last_day,injuries,hours\n"
SITES = 30


def rows_of(year: int, *, changed: bool = False) -> str:
    """Every site one year: hours differ, and so do injuries, by nothing but arithmetic."""
    return "".join(
        f"S-{site:03d},{year}-01-01,{year}-12-31,"
        f"{(site * 7 + year) % 5 if not changed else 9},{40_000 + site * 1_000}\n"
        for site in range(SITES)
    )


def a_draft(*years: int, code: str = "press-shops", changed: bool = False) -> ReferenceDraft:
    """A file of these years."""
    rows = "".join(rows_of(year, changed=changed) for year in years)
    return ReferenceDraft(
        code=code,
        name_ko="프레스 사업장 (데모)",
        name_en="Press shops (demo)",
        source="Made up for the demo.",
        content=(HEADER + rows).encode(),
    )


def a_reference(*years: int, code: str = "press-shops") -> Reference:
    """Supplied by agnes, confirmed by arthur."""
    agnes, arthur = the("agnes"), the("arthur")
    agency = agnes.memberships.get().organization
    supplied = supply_reference(
        draft=a_draft(*(years or (2024, 2025)), code=code), agency=agency, by=agnes, at=SPRING
    )
    return confirm_reference(reference_id=supplied.pk, by=arthur, at=SPRING)
