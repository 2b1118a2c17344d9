"""What has to be known, as sentences: range, unit, for whom, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.domain.words import Sentence, say
from programs.domain.terms.kinds import What
from programs.domain.terms.naming import MOST_WRITTEN, told
from programs.domain.terms.sheet import Input, Sheet

DIRECTIONS: Mapping[str, Sentence] = {
    "higher_better": say("more is better"),
    "lower_better": say("less is better"),
}
SOURCES: Mapping[str, Sentence] = {
    "verified": say("as verified"),
    "target": say("as agreed as the target"),
    "plan": say("as told by the approved plan"),
    "pool": say("as the pool comes out when it is shared"),
    "declared": say("as declared"),
}


def input_sentence(one: Input, sheet: Sheet) -> Sentence:
    """One input: for whom it is known, and everything that was agreed about it."""
    levels = {level.key: level.label for level in sheet.levels}
    if one.subject in levels:
        return say(
            "“%(label)s” of each %(whom)s: %(details)s.",
            label=one.label,
            whom=levels[one.subject],
            details=details(one, sheet),
        )
    return say("“%(label)s”: %(details)s.", label=one.label, details=details(one, sheet))


def details(one: Input, sheet: Sheet) -> tuple[Sentence, ...]:
    """Range, decimals, direction, source, period and estimator, as far as they are given."""
    return (*_range(one, sheet), *_circumstances(one))


def _range(one: Input, sheet: Sheet) -> Iterator[Sentence]:
    if one.kind == What.TRUTH:
        yield say("yes or no")
    elif one.kind == What.WORD:
        yield say("one of %(words)s", words=", ".join(one.words))
    else:
        low, high = (
            told(end, one.what, sheet.currency, places=MOST_WRITTEN)
            for end in (one.span.low, one.span.high)
        )
        yield say("from %(low)s to %(high)s", low=low, high=high)
    if one.kind == What.NUMBER:
        yield (
            say("decimal places: at most %(decimals)s", decimals=one.decimals)
            if one.decimals
            else say("a whole number")
        )


def _circumstances(one: Input) -> Iterator[Sentence]:
    if one.direction in DIRECTIONS:
        yield DIRECTIONS[one.direction]
    yield SOURCES[one.source]
    if one.period:
        yield say("period: %(period)s", period=one.period)
    if one.estimator:
        yield say("estimated by: %(estimator)s", estimator=one.estimator)
