"""The Korean standard industrial classification: a code means something only with its revision."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.domain.errors import RuleBroken

CODE = re.compile(r"[0-9]{2,5}")

# Section letter and its divisions, first to last. Revision 11 keeps the divisions of revision 10.
REVISION_10 = (
    ("A", 1, 3), ("B", 5, 8), ("C", 10, 34), ("D", 35, 35), ("E", 36, 39), ("F", 41, 42),
    ("G", 45, 47), ("H", 49, 52), ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 68),
    ("M", 70, 73), ("N", 74, 76), ("O", 84, 84), ("P", 85, 85), ("Q", 86, 87), ("R", 90, 91),
    ("S", 94, 96), ("T", 97, 98), ("U", 99, 99),
)  # fmt: skip
REVISION_9 = (
    ("A", 1, 3), ("B", 5, 8), ("C", 10, 33), ("D", 35, 36), ("E", 37, 39), ("F", 41, 42),
    ("G", 45, 47), ("H", 49, 52), ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 69),
    ("M", 70, 73), ("N", 74, 75), ("O", 84, 84), ("P", 85, 85), ("Q", 86, 87), ("R", 90, 91),
    ("S", 94, 96), ("T", 97, 98), ("U", 99, 99),
)  # fmt: skip
REVISIONS = {9: REVISION_9, 10: REVISION_10, 11: REVISION_10}


@dataclass(frozen=True, slots=True)
class IndustryCode:
    """Two (division) to five (class) digits of one revision."""

    revision: int
    code: str

    def __post_init__(self) -> None:
        if self.revision not in REVISIONS:
            raise RuleBroken(
                "Revision %(revision)s of the industry codes is not known. Use one of: %(known)s.",
                field="industry_revision",
                revision=self.revision,
                known=", ".join(map(str, REVISIONS)),
            )
        if not CODE.fullmatch(self.code) or not self._sections():
            raise RuleBroken(
                "“%(code)s” is not an industry code of revision %(revision)s. "
                "Write two to five digits, such as 25929.",
                field="industry_code",
                code=self.code[:20],
                revision=self.revision,
            )

    @property
    def division(self) -> str:
        """The first two digits."""
        return self.code[:2]

    @property
    def section(self) -> str:
        """The letter under which statistics are published, such as C for manufacturing."""
        return self._sections()[0]

    def _sections(self) -> list[str]:
        division = int(self.division)
        table = REVISIONS[self.revision]
        return [letter for letter, first, last in table if first <= division <= last]

    def __str__(self) -> str:
        return f"KSIC {self.revision}: {self.code}"
