"""One place, many spellings: the form under which two addresses are found to be the same.

Korean addresses name a building by road and number, or a plot by quarter and number. Floor, room
and what stands in brackets do not make another place. Which plot a road number stands on is known
to the public address register alone, so the two kinds are compared only where both are written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PROVINCES = {
    "서울": ("서울특별시", "서울시"),
    "부산": ("부산광역시", "부산시"),
    "대구": ("대구광역시", "대구시"),
    "인천": ("인천광역시", "인천시"),
    "광주": ("광주광역시",),  # 광주시 is a town in Gyeonggi
    "대전": ("대전광역시", "대전시"),
    "울산": ("울산광역시", "울산시"),
    "세종": ("세종특별자치시", "세종시"),
    "경기": ("경기도",),
    "강원": ("강원특별자치도", "강원도"),
    "충북": ("충청북도",),
    "충남": ("충청남도",),
    "전북": ("전북특별자치도", "전라북도"),
    "전남": ("전라남도",),
    "경북": ("경상북도",),
    "경남": ("경상남도",),
    "제주": ("제주특별자치도", "제주도"),
}
SHORT = {long: short for short, longs in PROVINCES.items() for long in (*longs, short)}
BRACKETS = re.compile(r"\(([^)]*)\)?")
DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
DISTRICT = re.compile(r"[가-힣]+[시군구]")
ROAD = re.compile(
    r"(?:[가-힣]+[읍면])?(?P<name>[가-힣a-z0-9·.]*?(?:로|길)(?:\d+(?:번|[가-하])?길)?)"
    r"(?P<under>지하)?(?P<number>\d+(?:-\d+)?)(?![\d]*(?:번|[가-하])?길)"
)
PLOT = re.compile(
    r"(?P<name>[가-힣]+?(?:\d+)?(?:동|리|가)(?:\d+가)?)(?P<under>산)?(?P<number>\d+(?:-\d+)?)"
)
INSIDE = re.compile(
    r"\b(?:(?:지하)?\d+층|[a-z]?\d+호|b?\d+f|\d+(?:st|nd|rd|th)? ?floor|floor ?\d+|room ?\d+)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What an address names: the province if it is written, and each way it names the place."""

    province: str
    keys: frozenset[str]

    def same_as(self, other: Place) -> bool:
        """Whether both name one building or plot; an address that says nothing is like none."""
        apart = self.province and other.province and self.province != other.province
        return not apart and bool(self.keys & other.keys)

    @property
    def key(self) -> str:
        """One key for the table: by road where a road is named, else by plot, else as written."""
        return max(self.keys, default="")


def place_of(address: str) -> Place:
    """The place behind an address, in whatever way it is written."""
    text = DASH.sub("-", unicodedata.normalize("NFKC", address).lower())
    bracketed = " ".join(BRACKETS.findall(text))
    words = re.sub(r"[,;:/]", " ", BRACKETS.sub(" ", text)).split()
    province, words = _province(words)
    district, rest = _districts(words)
    keys = {_key(kind, district, found) for kind, found in _named(rest, bracketed)}
    return Place(province, frozenset(keys) or _as_written(words))


def place_key(business_number: str, address: str) -> str:
    """The firm and the place: what is claimed once, however its address is written."""
    return f"{business_number}:{place_of(address).key}"


def _province(words: list[str]) -> tuple[str, list[str]]:
    if not words:
        return "", words
    for long in sorted(SHORT, key=len, reverse=True):
        if words[0] == long or (words[0].startswith(long) and len(long) > len(SHORT[long])):
            left = words[0].removeprefix(long)
            return SHORT[long], [left, *words[1:]] if left else words[1:]
    return "", words


def _districts(words: list[str]) -> tuple[str, str]:
    """Town and district, and all that follows them in one piece."""
    found = []
    while words and DISTRICT.fullmatch(words[0]):
        found.append(words[0])
        words = words[1:]
    return "".join(found), _joined(words)


def _named(rest: str, bracketed: str) -> list[tuple[str, re.Match[str]]]:
    """By road or by plot; a plot may stand in brackets behind the road."""
    plots = [PLOT.match("".join(part.split())) for part in re.split(r",", bracketed)]
    road = ROAD.match(rest)
    named = [("r", road)] if road else [("p", PLOT.match(rest))]
    return [(kind, found) for kind, found in (*named, *(("p", one) for one in plots)) if found]


def _key(kind: str, district: str, found: re.Match[str]) -> str:
    return f"{kind}:{district}:{found['name']}:{found['under'] or ''}{found['number']}"


def _as_written(words: list[str]) -> frozenset[str]:
    """What is no Korean address is compared by its letters and numbers."""
    bare = " ".join(re.sub(r"[^\w]", "", word) for word in words)
    whole = _joined(INSIDE.sub(" ", bare).split())
    return frozenset({f"a:{whole}"}) if whole else frozenset()


def _joined(words: list[str]) -> str:
    """Without spaces; two numbers beside each other stay two."""
    return re.sub(r"(?<=\d) (?=\d)", "|", " ".join(words)).replace(" ", "")
