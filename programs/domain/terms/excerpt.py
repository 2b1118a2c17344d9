"""The sentences behind one amount: what an officer reads beside the payout that follows from it."""

from __future__ import annotations

from core.domain.words import Sentence
from programs.domain.terms.explain import output_sentence, step_sentence
from programs.domain.terms.naming import Naming
from programs.domain.terms.needs import needs_of
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.wiring import sound


def sentences_of(sheet: Sheet, key: str) -> tuple[Sentence, ...]:
    """The steps that lead to an output, in the order in which they are worked, and the output."""
    wired = sound(sheet)
    naming = Naming.of(wired)
    output = next(one for one in sheet.outputs if one.key == key)
    needed = needs_of(sheet, output.amount)
    steps = (step_sentence(step, naming) for step in wired.order if step.key in needed)
    return (*steps, output_sentence(output, naming))
