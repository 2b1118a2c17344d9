"""Never more than this for the whole sheet."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.money import Money
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Line


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on the sum of all clauses. It is never rounded."""

    limit: Money

    def over(self, earned: Money) -> Line | None:
        """The line that takes away what is above the limit, if anything is."""
        if earned <= self.limit:
            return None
        working = say(
            "The clauses earn %(earned)s; the agreement pays at most %(limit)s.",
            earned=earned,
            limit=self.limit,
        )
        return Line("cap", working, self.limit - earned)

    def used_up(self, *, left: Money, over: Money) -> Line:
        """The line that takes away what other claims under the same limit have left no room for."""
        working = say(
            "The agreement pays at most %(limit)s in all, and %(left)s of it is left for this; "
            "the rest is not paid.",
            limit=self.limit,
            left=left,
        )
        return Line("cap", working, -over)

    def sentence(self) -> Sentence:
        """What an officer signs."""
        return say("In all, never more than %(limit)s is paid.", limit=self.limit)
