"""A question as a document, read and checked; every refusal names the place and the repair."""

from __future__ import annotations

from core.domain.documents import Part, document_from, part_of
from core.domain.numbers import plain
from outcomes.domain.luck.money import measure_in
from outcomes.domain.luck.numbers_in import chosen, exact, number, texts, whole
from outcomes.domain.luck.question import DRAWS, Population, Question, Terms
from outcomes.domain.luck.rules import rule_from
from outcomes.domain.luck.sites import baseline_in, check_work, known_to, sites_in
from programs.domain.terms import sheet_from

MOST_BYTES = 2_000_000
MOST_EFFECTS = 50
MEMBERS = (
    "design", "sites", "expected_rate", "phi", "trend", "drift", "baseline", "worst_share",
    "promised", "effects", "draws", "seed", "terms", "measure", "given",
)  # fmt: skip


def question_from(document: object) -> Question:
    """Read a whole question; what is left out has the default that docs/luck.md names."""
    return document_from(exact(document), _question, most_bytes=MOST_BYTES)


def _question(found: Part) -> Question:
    part = texts(found.only(*MEMBERS))
    rule = rule_from(part.member("design"))
    sites = sites_in(part, is_needed=not rule.is_quantity)
    population = _population(part)
    question = Question(
        rule=known_to(rule, population, sites),
        sites=sites,
        population=population,
        baseline=baseline_in(part, sites),
        worst_share=number(part, "worst_share", "0.1", least="0.0001", most="1"),
        promised=number(part, "promised", "", most="1") if _has(part, "promised") else None,
        effects=chosen(part, "effects", most=MOST_EFFECTS),
        terms=_terms(part) if _has(part, "terms") else None,
        draws=whole(part, "draws", DRAWS, least=100, most=10_000_000),
        seed=whole(part, "seed", 0, least=0, most=2**48),
    )
    check_work(question)
    return question


def _population(part: Part) -> Population:
    usual = Population()
    return Population(
        rate=number(part, "expected_rate", plain(usual.rate), most="1000000"),
        phi=number(part, "phi", plain(usual.phi), least="0.01", most="1000000"),
        trend=number(part, "trend", plain(usual.trend), least="0.01", most="10"),
        drift=number(part, "drift", plain(usual.drift), most="10"),
    )


def _terms(part: Part) -> Terms:
    document = part.found["terms"]
    sheet = sheet_from(document)
    assert isinstance(document, dict)  # noqa: S101 - sheets are read from nothing else
    key = str(part.found.get("measure", ""))
    given = part_of(part.found.get("given", {}), part.at("given"))
    return Terms(sheet, document, measure_in(sheet, key).key, dict(given.found))


def _has(part: Part, name: str) -> bool:
    return part.found.get(name) is not None
