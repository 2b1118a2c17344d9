"""`manage.py bank ASKED TOLD`: the bank on the other side of the file, made up.

A second program: it reads the bytes that we hand out and writes an answer, and knows nothing of
the code that made them.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.bank.fates import Fate, Told, Wishes, decide, disfigured
from config.bank.memory import Memory
from config.bank.messages import MESSAGES, Said, report
from config.bank.orders import ENCODINGS, NEEDED, Asked, Unreadable, read_asked
from config.bank.tables import table

TABLE = "csv"
FATES = {"refuse": Fate.FAILED, "send_back": Fate.RETURNED, "wait": Fate.PENDING}


class Command(BaseCommand):
    """Pays every line, except those it is told to treat otherwise."""

    help = "Answer a bank file (a table or pain.001) as a bank would, for the demo and for tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        many: dict[str, Any] = {"action": "append", "default": [], "metavar": "KEY"}
        pair: dict[str, Any] = {"action": "append", "default": [], "type": _pair}
        parser.add_argument("asked", type=Path, help="the file with our instructions")
        parser.add_argument("told", type=Path, help="where to write the answer")
        parser.add_argument("--as", dest="form", choices=[TABLE, *MESSAGES], default=TABLE)
        parser.add_argument("--memory", type=Path, help="what the bank remembers between files")
        parser.add_argument("--on", type=date.fromisoformat, help="the bank's day; else today")
        parser.add_argument("--fail", type=int, default=0, help="refuse so many of the last lines")
        parser.add_argument("--refuse", **many, help="refuse this key")
        parser.add_argument("--send-back", **many, help="pay this key and return it")
        parser.add_argument("--wait", **many, help="say that this key is still under way")
        parser.add_argument("--leave-out", **many, help="say nothing of this key")
        parser.add_argument("--repeat", **many, help="tell of this key twice")
        parser.add_argument("--stranger", **many, help="tell of a payment nobody asked for")
        parser.add_argument("--amount", **pair, metavar="KEY=WON", help="move another amount")
        parser.add_argument("--account", **pair, metavar="KEY=NO", help="name another account")
        parser.add_argument("--fee", type=int, default=0, help="take a fee in won (camt only)")
        parser.add_argument("--refuse-file", default="", metavar="WHY", help="(pain.002 only)")
        parser.add_argument("--column", **pair, metavar="FIELD=HEADER", help="the bank's own names")
        parser.add_argument("--encoding", choices=ENCODINGS, default=ENCODINGS[0])

    def handle(self, **options: Any) -> None:
        try:
            self._work(options)
        except Unreadable as wrong:
            raise CommandError(str(wrong)) from None

    def _work(self, options: dict[str, Any]) -> None:
        _check(options)
        asked = _asked(options)
        memory, wishes = Memory(options["memory"]), _wishes(options)
        on = options["on"] or timezone.localdate()
        if refused := options["refuse_file"]:
            _write(options["told"], report(Said(asked, (), on), refused=refused))
            self.stdout.write(f"{len(asked.orders)} read: the whole file is refused ({refused}).")
            return
        before = memory.told_before(asked)
        paid = memory.paid_before(asked)
        told = before or decide(asked, wishes=wishes, on=on, paid_before=paid)
        moved = -memory.moved_before(asked)
        shown = disfigured(told, wishes)
        if not before:  # first what is done, then what is said of it: an answer can be told again
            memory.keep(asked, told)
        _write(options["told"], _answer(Said(asked, shown, on, moved, options["fee"]), options))
        self.stdout.write(_summary(told, is_new=not before))


def _check(options: dict[str, Any]) -> None:
    """An option that the chosen form cannot carry is said, and not silently left out."""
    form = options["form"]
    if options["refuse_file"] and form != "pain.002":
        raise Unreadable("Only a pain.002 can refuse a file. Add --as pain.002.")
    if options["fee"] and not form.startswith("camt"):
        raise Unreadable("Only a camt message tells of fees. Add --as camt.053.")
    if options["wait"] and form == TABLE:
        raise Unreadable("A table has no word for what is under way. Use --leave-out.")
    if unknown := sorted(set(dict(options["column"])) - set(NEEDED)):
        raise Unreadable(f"--column names {', '.join(NEEDED)}, not {', '.join(unknown)}.")


def _asked(options: dict[str, Any]) -> Asked:
    path = options["asked"]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
    return read_asked(content, name=path.name, headers=dict(options["column"]))


def _wishes(options: dict[str, Any]) -> Wishes:
    return Wishes(
        fails=options["fail"],
        fates={fate: frozenset(options[name]) for name, fate in FATES.items()},
        amounts={key: _won(text) for key, text in options["amount"]},
        accounts=dict(options["account"]),
        left_out=frozenset(options["leave_out"]),
        repeated=frozenset(options["repeat"]),
        strangers=tuple(options["stranger"]),
    )


def _answer(said: Said, options: dict[str, Any]) -> bytes:
    if options["form"] == TABLE:
        return table(list(said.told), encoding=options["encoding"])
    return MESSAGES[options["form"]](said)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}.") from None


def _summary(told: list[Told], *, is_new: bool) -> str:
    found = Counter(line.fate for line in told)
    always = (Fate.PAID, Fate.FAILED, Fate.RETURNED)
    said = ", ".join(f"{found[fate]} {fate}" for fate in Fate if fate in always or found[fate])
    again = "" if is_new else " Seen before: the same answer, and nothing moved again."
    return f"{len(told)} read: {said}.{again}"


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals and value):
        raise ArgumentTypeError(f"“{text}” is not KEY=VALUE")
    return key, value


def _won(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Unreadable(f"--amount takes whole won, not “{text}”.")
    return int(text)
