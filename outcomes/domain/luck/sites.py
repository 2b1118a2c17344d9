"""The sites of a question, and what is known of their baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from outcomes.domain.luck.chances import after_seeing
from outcomes.domain.luck.numbers_in import number, texts, whole
from outcomes.domain.luck.question import Alike, Baseline, Population, Question
from outcomes.domain.luck.rules import BayesRule, Law, Rule

MOST_GROUPS, MOST_ALIKE, MOST_EVENTS = 1000, 10_000, 1_000_000
MOST_WORK = 1_000_000_000  # sites that are drawn one by one, times draws: some ten seconds


def sites_in(part: Part, *, is_needed: bool) -> tuple[Alike, ...]:
    """All of them; a quantity needs none."""
    if not is_needed and not part.found.get("sites"):
        return ()
    return tuple(_sites(part))


def baseline_in(part: Part, sites: Sequence[Alike]) -> Baseline:
    """As it says; otherwise known where every site tells its injuries, and open elsewhere."""
    told = [one.before is not None for one in sites]
    if "baseline" not in part.found:
        return Baseline.COUNTED if told and all(told) else _uncounted(any(told))
    found = part.one_of("baseline", {one.value: one for one in Baseline})
    if found == Baseline.COUNTED and not all(told):
        raise RuleBroken(
            "%(place)s says that the baseline is known, but a site has no “before”. Add it.",
            place=part.at("baseline"),
        )
    return found if found == Baseline.COUNTED else _uncounted(any(told), found)


def known_to(rule: Rule, usual: Population, sites: Sequence[Alike]) -> Rule:
    """A rule that looks at what is usual is told; it looks at sites that are alike."""
    if not isinstance(rule, BayesRule):
        return rule
    if len(sites) != 1:
        raise RuleBroken(
            "By empirical Bayes luck is asked of one site, or of several that are alike. Give one "
            "item.",
            field="sites",
        )
    (one,) = sites
    phi, (before, after) = float(usual.phi), one.each
    scale = after_seeing(usual.scale, before) * after * float(usual.trend)
    shared = (phi + 1) / (one.sites * phi + 1)  # the mean of the sum of squared shares
    return replace(rule, law=Law(one.sites * phi, scale, float(usual.drift) * shared))


def check_work(question: Question) -> None:
    """Refuse what would be drawn for minutes."""
    if not question.population.drift and question.baseline != Baseline.WORST:
        return
    work = question.draws * sum(one.sites for one in question.sites)
    if work > MOST_WORK:
        raise RuleBroken(
            "%(work)s sites would have to be drawn one by one; at most %(most)s are. Ask for fewer "
            "draws, or for fewer sites.",
            field="draws",
            work=f"{work:,}",
            most=f"{MOST_WORK:,}",
        )


def _uncounted(is_told: bool, found: Baseline = Baseline.UNCOUNTED) -> Baseline:
    if is_told:
        raise RuleBroken(
            "Some sites have a “before” and it would not be looked at. Give it for every site, "
            "or for none.",
            field="sites",
        )
    return found


def _sites(part: Part) -> Iterator[Alike]:
    for found in part.parts("sites", most=MOST_GROUPS):
        one = texts(found.only("before", "hours_before", "hours_after", "alike"))
        yield Alike(
            hours_before=number(one, "hours_before", "", least="0.01"),
            hours_after=number(one, "hours_after", "", least="0.01"),
            before=_before(one),
            sites=whole(one, "alike", 1, least=1, most=MOST_ALIKE),
        )


def _before(one: Part) -> int | None:
    if one.found.get("before") is None:
        return None
    return whole(one, "before", 0, least=0, most=MOST_EVENTS)
