"""What units are called in both languages; a unit that only one sheet knows stays as it is written.

Korean counters stand right behind the number: 3개소, 12건.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.words import Named, Phrase
from programs.domain.terms.units import Unit

WORDS: Mapping[str, tuple[str, str, str]] = {  # one, several, Korean
    "accident": ("accident", "accidents", "건"),
    "case": ("case", "cases", "건"),
    "child": ("child", "children", "명"),
    "claim": ("claim", "claims", "건"),
    "company": ("company", "companies", "개사"),
    "day": ("day", "days", "일"),
    "device": ("device", "devices", "대"),
    "event": ("event", "events", "건"),
    "family": ("family", "families", "가구"),
    "girl": ("girl", "girls", "명"),
    "guard": ("guard", "guards", "대"),
    "hazard": ("hazard", "hazards", "건"),
    "hour": ("hour", "hours", "시간"),
    "household": ("household", "households", "가구"),
    "injury": ("injury", "injuries", "건"),
    "item": ("item", "items", "개"),
    "job": ("job", "jobs", "건"),
    "KRW": ("won", "won", "원"),
    "level": ("level", "levels", "단계"),
    "minute": ("minute", "minutes", "분"),
    "month": ("month", "months", "개월"),
    "outcome": ("outcome", "outcomes", "건"),
    "participant": ("participant", "participants", "명"),
    "percent": ("%", "%", "%"),
    "percentage_point": ("percentage point", "percentage points", "%p"),
    "person": ("person", "people", "명"),
    "point": ("point", "points", "점"),
    "quarter": ("quarter", "quarters", "개 분기"),
    "school": ("school", "schools", "개교"),
    "session": ("session", "sessions", "회"),
    "site": ("site", "sites", "개소"),
    "student": ("student", "students", "명"),
    "supplier": ("supplier", "suppliers", "개사"),
    "time": ("time", "times", "회"),
    "unit": ("unit", "units", "개"),
    "village": ("village", "villages", "개 마을"),
    "visit": ("visit", "visits", "회"),
    "week": ("week", "weeks", "주"),
    "woman": ("woman", "women", "명"),
    "worker": ("worker", "workers", "명"),
    "worksite": ("worksite", "worksites", "개소"),
    "year": ("year", "years", "년"),
}
TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})  # said last: person-days
NOTHING_IN_PARTICULAR = Named("unit", "1단위")


def each(unit: Unit) -> Named:
    """One of it, as after “for each”: day, 1일."""
    if unit.is_pure:
        return NOTHING_IN_PARTICULAR
    over, under = _atoms(unit, 1), _atoms(unit, -1)
    return Named(_english(over, under, several=False), f"1{_behind(over, under)}")


def counted(shown: str, unit: Unit) -> Phrase:
    """So much of it: 3 worksites, 3개소."""
    if unit.is_pure:
        return shown
    over, under = _atoms(unit, 1), _atoms(unit, -1)
    english = _english(over, under, several=shown not in {"1", "−1"})
    return Named(f"{shown} {english}".replace("  ", " "), f"{shown}{_behind(over, under)}")


def per(amount: str, unit: Unit) -> Named:
    """Money for each of something: ₩500 per day, 1일당 ₩500."""
    under = _atoms(unit, -1)
    english = "".join(f" per {_word(atom, 0)}" for atom in under)
    korean = "".join(f"{_spaced('1', _word(atom, 2))}당 " for atom in under)
    return Named(f"{amount}{english}", f"{korean}{amount}")


def _atoms(unit: Unit, sign: int) -> list[str]:
    found = [atom for atom, power in unit.powers for _ in range(power * sign)]
    return sorted(found, key=lambda atom: atom in TIME)


def _word(atom: str, which: int) -> str:
    found = WORDS.get(atom)
    return found[which] if found else atom


def _english(over: list[str], under: list[str], *, several: bool) -> str:
    words = [_word(atom, 0) for atom in over[:-1]]
    words += [_word(atom, int(several)) for atom in over[-1:]]
    return "-".join(words) + "".join(f" per {_word(atom, 0)}" for atom in under)


def _behind(over: list[str], under: list[str]) -> str:
    """What stands behind a number in Korean; a word in other letters keeps its distance."""
    words = "·".join(_word(atom, 2) for atom in over)
    return _spaced("", words) + "".join(f"/{_word(atom, 2)}" for atom in under)


def _spaced(number: str, word: str) -> str:
    return f"{number} {word}" if word[:1].isascii() and word[:1].isalpha() else f"{number}{word}"
