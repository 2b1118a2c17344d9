"""The answer in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from core.domain.money import Money
from core.domain.numbers import grouped, percent, plain, rounded
from core.domain.words import Phrase, Sentence, say
from outcomes.domain.luck.answer import Line
from outcomes.domain.luck.question import Baseline, Question
from outcomes.domain.luck.rules import BayesRule

ROUND = 10  # from here on whole cases are told, nearer to none or all with one decimal
EDGE = Fraction(1, 20)


def sentences_of(question: Question, lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """What luck alone pays first, then what the promise pays, then what was assumed."""
    return (
        *_outcomes(question, lines),
        *_bare(question, lines[0]),
        *_assumed(question),
        _how(question, lines[0]),
    )


def in_hundred(share: Decimal) -> Phrase:
    """`31` of 100, `3.4`, `96.6`, or that it is hardly any or nearly all."""
    cases = Fraction(share) * 100
    if 0 < cases < EDGE:
        return say("fewer than %(least)s", least="0.1")
    if 100 - EDGE < cases < 100:
        return say("more than %(most)s", most="99.9")
    return plain(rounded(cases, 0 if ROUND <= cases <= 100 - ROUND else 1))


def _outcomes(question: Question, lines: Sequence[Line]) -> Iterator[Sentence]:
    for line in lines:
        words = {"cases": in_hundred(line.best.paid), "won": _won(line)}
        if line.effect == 0:
            yield _nothing(question, words)
        elif line.effect == question.promised:
            words["effect"] = percent(line.effect)
            yield _promised(question, words)


def _nothing(question: Question, words: dict[str, Phrase]) -> Sentence:
    if question.terms is None:
        return say(
            "If nothing is done, this target is met in %(cases)s of 100 cases.",
            cases=words["cases"],
        )
    return say(
        "If nothing is done, this target pays in %(cases)s of 100 cases; "
        "%(won)s is to be expected for nothing.",
        **words,
    )


def _promised(question: Question, words: dict[str, Phrase]) -> Sentence:
    if question.terms is None:
        return say(
            "If the promised effect of %(effect)s is real, it is met in %(cases)s of 100 cases.",
            effect=words["effect"],
            cases=words["cases"],
        )
    return say(
        "If the promised effect of %(effect)s is real, it pays in %(cases)s of 100 cases; "
        "%(won)s is to be expected.",
        **words,
    )


def _won(line: Line) -> str:
    return "" if line.best.won is None else str(Money(line.best.won))


def _bare(question: Question, nothing: Line) -> Iterator[Sentence]:
    if not question.rule.is_quantity:
        yield say(
            "A bare comparison (at least %(share)s fewer than before) would pay in %(cases)s of "
            "100 cases although nothing is done.",
            share="20 %",
            cases=in_hundred(nothing.best.bare),
        )


def _assumed(question: Question) -> Iterator[Sentence]:
    if question.rule.is_quantity:
        yield say(
            "Assumed: a quantity comes up around its mean as counts do, and the promise counts "
            "as kept when the mean is the goal."
        )
        return
    usual = question.population
    yield say(
        "Assumed: %(rate)s injuries in a million hours are usual for such sites, and the true "
        "rates of sites differ by a gamma law of the shape %(phi)s.",
        rate=grouped(rounded(Fraction(usual.rate), 2)),
        phi=plain(usual.phi),
    )
    if isinstance(question.rule, BayesRule):
        yield say(
            "What the reference sites will see is not known yet; they are taken to show just what "
            "is assumed here."
        )
    if question.baseline == Baseline.WORST:
        yield say(
            "The site was chosen because its baseline is among the worst %(share)s: part of that "
            "was bad luck, which goes away by itself.",
            share=percent(question.worst_share),
        )


def _how(question: Question, nothing: Line) -> Sentence:
    words = {"draws": f"{question.draws:,}", "seed": question.seed}
    if nothing.exact is not None:
        return say(
            "Worked out exactly, and drawn %(draws)s times from the seed %(seed)s as a check.",
            **words,
        )
    return say(
        "Drawn %(draws)s times from the seed %(seed)s; 19 of 20 such draws are right to within "
        "%(error)s of 100 cases.",
        **words,
        error=plain(rounded(Fraction(nothing.error) * 100, 1, ROUND_CEILING)),
    )
