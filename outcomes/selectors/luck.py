"""Questions to the luck meter about targets of agreements, and its answers for readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.translation import in_words
from outcomes.domain.evaluation import Design, design_from
from outcomes.domain.lifecycle import TargetState
from outcomes.domain.luck import Answer, in_hundred, luck, question_from, rule_of, usual_in
from outcomes.domain.references import within
from outcomes.models import Target
from outcomes.selectors.references import reference_named
from programs.domain.offers import counted, measures_for, output_of
from programs.domain.terms import Sheet
from programs.models import Agreement

SEED_DIGITS = 12  # of a hash: 48 bits, which every reader of JSON keeps


def luck_of(
    agreement: Agreement,
    *,
    clause_key: str,
    match_id: int | None,
    design: Mapping[str, Any],
    assumed: Mapping[str, Any],
) -> Answer:
    """What a target would pay under the terms in force, by what is assumed of its sites.

    Nobody chooses the seed: it is the hash of everything else that was asked.
    """
    terms = agreement.term_sheets.latest("version")
    question = {
        **_usual(agreement, design_from(dict(design))),
        **assumed,
        "design": dict(design),
        "terms": terms.document,
        "measure": clause_key,
        "given": _others(agreement, terms.rule, clause_key, match_id),
    }
    seed = int(digest_of(question)[:SEED_DIGITS], 16)
    return luck(question_from({**question, "seed": seed}))


def luck_is_known(design: Mapping[str, Any]) -> bool:
    """Whether the meter can speak of a way of judging at all."""
    try:
        rule_of(design_from(dict(design)))
    except RuleBroken:
        return False
    return True


def luck_document(answer: Answer) -> dict[str, Any]:
    """The whole answer, its sentences in both languages."""
    said: dict[str, list[str]] = {}
    for language in ("en", "ko"):
        with override(language):
            said[language] = [in_words(one) for one in answer.sentences]
    return {**answer.as_json(), "sentences": said}


def luck_lines(answer: Answer) -> Iterator[str]:
    """For a terminal: the sentences, then a line for each effect."""
    yield from (in_words(one) for one in answer.sentences)
    for line in answer.lines:
        won = "" if line.best.won is None else f" · ₩{line.best.won:,}"
        yield f"{plain(line.effect * 100):>4} % → {in_hundred(line.best.paid)} / 100{won}"


def _usual(agreement: Agreement, design: Design) -> dict[str, str]:
    """By the reference sites in the days of the baseline, where the way of judging names them."""
    if design.reference is None or design.baseline is None:
        return {}
    named = reference_named(agreement.program.agency, design.reference.code)
    cases: defaultdict[str, int] = defaultdict(int)
    hours: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in within(named.rows, design.baseline):
        cases[row.site] += row.events
        hours[row.site] += row.hours
    found = usual_in([(cases[site], hours[site]) for site in sorted(cases)])
    return {"expected_rate": plain(found.rate), "phi": plain(found.phi)}


def _others(
    agreement: Agreement, sheet: Sheet, clause_key: str, match_id: int | None
) -> dict[str, str]:
    """What else the amount needs: the goals of the other targets, as if they were reached."""
    needed = measures_for(sheet, output_of(sheet, clause_key))
    others = {one.key: one for one in needed if one.key != clause_key}
    found = _live(agreement, match_id, list(others))
    goals = {
        one.key: plain(found[one.goal_of].goal) for one in sheet.inputs if one.goal_of in found
    }
    return {key: plain(counted(others[key], found[key].goal)) for key in found} | goals


def _live(agreement: Agreement, match_id: int | None, keys: Sequence[str]) -> dict[str, Target]:
    rows = Target.objects.filter(
        Q(match=None) | Q(match=match_id), agreement=agreement, clause_key__in=keys
    ).exclude(state=TargetState.SUPERSEDED)
    return {target.clause_key: target for target in rows.order_by("pk")}
