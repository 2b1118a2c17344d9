"""Questions about sites side by side: what the improved ones read, and what the others saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.claims import Reading
from outcomes.domain.evaluation import NOBODY, Group, Panel, Spell
from outcomes.domain.lifecycle import Phase, ReferenceState
from outcomes.domain.references import FEWEST_SITES, ReferenceSpell, within
from outcomes.models import Match, Reference, Target

ALL_TOGETHER = "target"  # how a reading is called that names no worksite


@dataclass(frozen=True, slots=True)
class Beside:
    """What a target is compared with: the rows, and which version of the reference they are of."""

    panel: Panel
    version: dict[str, str | int] | None
    blocks: tuple[Sentence, ...] = ()


def beside_of(target: Target, readings: Sequence[Reading]) -> Beside:
    """Improved and reference sites before and after; nothing where no reference is named."""
    design = target.rule
    if design.reference is None or design.baseline is None:
        return Beside(NOBODY, None)
    window = Period(target.window_first, target.window_last)
    reference = _newest(target, design.reference.digest)
    names = _names(target, readings)
    own = set(names.values())
    rows = [row for row in reference.rows if row.site not in own]
    sides = ((Phase.BASELINE, design.baseline), (Phase.FOLLOW_UP, window))
    spells = [
        *_treated(readings, names, dict(sides)),
        *(spell for phase, days in sides for spell in _reference(within(rows, days), phase)),
    ]
    return Beside(
        Panel(tuple(spells)),
        {"code": reference.code, "version": reference.version, "digest": reference.digest},
        tuple(_too_few(spells)),
    )


def _newest(target: Target, digest: str) -> Reference:
    """The newest confirmed version; each keeps every row of the one that was agreed to."""
    versions = Reference.objects.filter(
        agency=target.agreement.program.agency, state=ReferenceState.CONFIRMED
    )
    agreed = versions.filter(digest=digest).first()
    if agreed is None:
        raise RuleBroken(
            "The reference sites that %(number)s was agreed to are not there any more. Tell the "
            "agency.",
            number=target.number,
        )
    return versions.filter(code=agreed.code).latest("version")


def _names(target: Target, readings: Sequence[Reading]) -> dict[int | None, str]:
    """A worksite by its business number, so that it is never compared with itself."""
    keys = {reading.site or target.match_id for reading in readings}
    found = Match.objects.filter(pk__in=[key for key in keys if key is not None])
    numbers = {one.pk: one.worksite.business_number for one in found.select_related("worksite")}
    return {
        reading.site: numbers.get(reading.site or target.match_id or 0, ALL_TOGETHER)
        for reading in readings
    }


def _treated(
    readings: Sequence[Reading], names: dict[int | None, str], sides: dict[Phase, Period]
) -> Iterator[Spell]:
    for one in readings:
        days = sides[one.phase]
        if days.first <= one.period.first and one.period.last <= days.last:
            name = names[one.site]
            yield Spell(name, Group.TREATED, one.phase, one.period, one.events, one.hours)


def _reference(rows: Sequence[ReferenceSpell], phase: Phase) -> Iterator[Spell]:
    for row in rows:
        yield Spell(row.site, Group.REFERENCE, phase, row.period, row.events, row.hours)


def _too_few(spells: Sequence[Spell]) -> Iterator[Sentence]:
    sites = Panel(tuple(spells)).sites(Group.REFERENCE)
    known = sum(1 for site in sites if site.is_known)
    if known < FEWEST_SITES:
        yield say(
            "Only %(known)s reference sites have numbers for both the baseline and the window; "
            "%(fewest)s are needed. The agency supplies their later days.",
            known=known,
            fewest=FEWEST_SITES,
        )
