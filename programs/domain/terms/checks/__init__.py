"""What a sheet is looked over for: one rule, one file, one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from programs.domain.terms.checks.caps_below_zero import caps_below_zero
from programs.domain.terms.checks.caps_inside_caps import caps_inside_caps
from programs.domain.terms.checks.caps_that_never_bind import caps_that_never_bind
from programs.domain.terms.checks.falling_bands import falling_bands
from programs.domain.terms.checks.idle_levels import idle_levels
from programs.domain.terms.checks.monotone import monotone
from programs.domain.terms.checks.shares_sum_to_whole import shares_sum_to_whole
from programs.domain.terms.checks.shares_within_one import shares_within_one
from programs.domain.terms.checks.stages_in_order import stages_in_order
from programs.domain.terms.checks.unreachable_steps import unreachable_steps
from programs.domain.terms.checks.unused_inputs import unused_inputs
from programs.domain.terms.checks.weights_sum_to_one import weights_sum_to_one
from programs.domain.terms.problems import Looked, Problem

Check = Callable[[Looked], Iterator[Problem]]

OF_WORDS: tuple[Check, ...] = (  # these hold even where the sheet cannot be priced
    unused_inputs,
    unreachable_steps,
    stages_in_order,
    weights_sum_to_one,
    idle_levels,
)
OF_NUMBERS: tuple[Check, ...] = (  # these ask how far numbers can go
    shares_sum_to_whole,
    shares_within_one,
    caps_below_zero,
    caps_that_never_bind,
    caps_inside_caps,
    falling_bands,
    monotone,
)
