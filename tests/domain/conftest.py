"""Pure tests stay quick: few but well-chosen examples."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("pure", max_examples=25, deadline=None, database=None, derandomize=True)
settings.load_profile("pure")
