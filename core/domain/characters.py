"""Characters that nobody can see: they break lines, turn text around or end a program."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping

from core.domain.errors import RuleBroken

# Controls, format characters such as those that turn text around, half characters, line breaks.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_unseen(character: str) -> bool:
    """The last two code points of each plane are no characters at all, and XML knows none."""
    return unicodedata.category(character) in UNSEEN or ord(character) & 0xFFFE == 0xFFFE


def visible(text: str) -> str:
    """The text with a space for each character that cannot be seen."""
    return "".join(" " if is_unseen(one) else one for one in text)


def check_text(text: str, place: str) -> None:
    """Refuse a text in which something stands that nobody can see."""
    found = next(filter(is_unseen, text), None)
    if found is not None:
        raise RuleBroken(
            "%(place)s holds a character that nobody can see, such as a line break or a tab "
            "(U+%(code)s). Take it out, or put a space there.",
            place=place or "The document",
            code=f"{ord(found):04X}",
        )


def check_texts(document: object) -> None:
    """The same for every text and every name in a document of a depth that was checked."""
    waiting = deque([("", document)])
    while waiting:
        place, found = waiting.popleft()
        if isinstance(found, str):
            check_text(found, place)
        waiting.extend(_inside(found, place))


def _inside(found: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(found, list):
        yield from ((f"{place}[{i}]", one) for i, one in enumerate(found))
    if isinstance(found, Mapping):
        for name, one in found.items():
            check_text(str(name), place)
            yield f"{place}.{name}" if place else str(name), one
