"""An XML message as a small tree, read so that nothing in it can reach outside or grow.

The parser of the standard library is driven by hand instead of adding a library: without a DTD
there are no entities to expand and nothing to fetch, and a DTD is refused before it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from core.domain.errors import RuleBroken
from core.domain.tables import text_of

MOST_ELEMENTS = 400_000
DEEPEST = 40
APART = " "  # between the namespace and the name, as the parser is asked to write them


@dataclass(slots=True)
class Element:
    """One element; its name is bare where it is in the namespace of the message itself."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, path: str) -> list[Element]:
        """Every element at the end of a path such as `Refs/EndToEndId`."""
        found = [self]
        for name in path.split("/"):
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def first(self, *paths: str) -> Element:
        """The first element at one of the paths, or an empty one: absent and empty say the same."""
        found = (one for path in paths for one in self.all(path))
        return next(found, Element(""))

    def says(self, *paths: str) -> str:
        """The first text at one of the paths; nothing where there is none."""
        said = (one.text for path in paths for one in self.all(path) if one.text)
        return next(said, "")

    def walk(self, name: str) -> Iterator[Element]:
        """Every element of this name below, in the order of the file."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.walk(name)


@dataclass(frozen=True, slots=True)
class Message:
    """The namespace that says what a message is, and its tree."""

    namespace: str
    root: Element


def is_xml(content: bytes) -> bool:
    """Told by how it begins, not by its name."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def message_in(content: bytes) -> Message:
    """Read the tree, or say in which line it breaks."""
    building = _Building()
    parser = expat.ParserCreate("utf-8", APART)  # the text is ours by then, whatever it declares
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = building.refuse_dtd
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.hear
    try:
        parser.Parse(text_of(content).encode(), True)
    except expat.ExpatError as broken:
        raise RuleBroken(
            "The XML breaks off in line %(line)s, column %(column)s. Ask the bank for the whole "
            "file, and do not open and save it on the way.",
            field="file",
            line=broken.lineno,
            column=broken.offset + 1,
        ) from None
    return building.message()


class _Building:
    """What the parser tells, as it tells it."""

    def __init__(self) -> None:
        self.top = Element("")
        self.open = [self.top]
        self.count = 0
        self.namespace = ""

    def refuse_dtd(self, *_: object) -> None:
        raise RuleBroken(
            "The XML has a DTD (<!DOCTYPE>). No bank message has one, so the file is not read.",
            field="file",
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise RuleBroken(
                "The XML has more than %(most)s elements, or they are nested more than %(deepest)s "
                "deep. Ask the bank to split it.",
                field="file",
                most=MOST_ELEMENTS,
                deepest=DEEPEST,
            )
        if self.count == 1:
            self.namespace = name.rpartition(APART)[0]
        element = Element(self._bare(name), attributes)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, _name: str) -> None:
        done = self.open.pop()
        done.text = done.text.strip()

    def hear(self, text: str) -> None:
        self.open[-1].text += text

    def message(self) -> Message:
        return Message(self.namespace, self.top.children[0])

    def _bare(self, name: str) -> str:
        """A name of another namespace keeps it, so that it is taken for nothing of the message."""
        namespace, _, bare = name.rpartition(APART)
        return bare if namespace == self.namespace else name
