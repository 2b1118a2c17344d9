"""The whole sheet as sentences that an officer can sign, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from core.domain.words import Named, Phrase, Sentence, say
from programs.domain.terms.asked import input_sentence
from programs.domain.terms.kinds import What
from programs.domain.terms.naming import Naming, amount_text
from programs.domain.terms.price import Amount, Priced
from programs.domain.terms.sheet import Output, Report, Sheet
from programs.domain.terms.step import Stage, Step
from programs.domain.terms.wiring import sound

HEADINGS: Mapping[Stage, Sentence] = {
    Stage.MEASURE: say("What counts"),
    Stage.CONDITION: say("On what it depends"),
    Stage.PRICE: say("What it is worth"),
    Stage.ADJUST: say("How the amount is adjusted"),
    Stage.CAP: say("How far it can go"),
    Stage.ALLOCATE: say("Among whom it is shared"),
    Stage.SCHEDULE: say("When it is paid"),
    Stage.SETTLE: say("How it is settled"),
}
TRANCHES: Mapping[str, Sentence] = {
    "plan": say("on the plan"),
    "results": say("on results"),
    "incentive": say("as an incentive"),
    "follow_up": say("on the follow-up"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """Sentences under one heading; `first` is the number of the first of them."""

    heading: Sentence
    first: int
    sentences: tuple[Sentence, ...]


def sentences(sheet: Sheet) -> tuple[Sentence, ...]:
    """All of it, to be numbered from 1 on."""
    return tuple(one for article in articles(sheet) for one in article.sentences)


def articles(sheet: Sheet) -> tuple[Article, ...]:
    """The same under headings; a stage that comes twice has its heading twice."""
    naming, found, first = Naming.of(sound(sheet)), [], 1
    for heading, said in _headed(sheet, naming):
        if said:
            found.append(Article(heading, first, said))
            first += len(said)
    return tuple(found)


def _headed(sheet: Sheet, naming: Naming) -> Iterator[tuple[Sentence, tuple[Sentence, ...]]]:
    yield say("These terms"), tuple(_head(sheet))
    yield say("What has to be known"), tuple(input_sentence(one, sheet) for one in sheet.inputs)
    for stage, steps in groupby(sheet.steps, key=lambda step: step.stage):
        yield HEADINGS[stage], tuple(step_sentence(step, naming) for step in steps)
    yield say("What is paid"), tuple(_paid(sheet, naming))
    yield (
        say("What is told and not paid"),
        tuple(report_sentence(one, naming) for one in sheet.reports),
    )


def _head(sheet: Sheet) -> Iterator[Sentence]:
    yield say(
        "This is version %(version)s of “%(title)s” (%(id)s), in %(currency)s.",
        version=sheet.version,
        title=sheet.title,
        id=sheet.id,
        currency=sheet.currency.code,
    )
    yield effective_sentence(sheet)
    yield from (level_sentence(sheet, i) for i in range(len(sheet.levels)))
    if sheet.source:
        yield say("The terms are taken from: %(source)s", source=sheet.source)


def level_sentence(sheet: Sheet, i: int) -> Sentence:
    """How many subjects of a level there can be."""
    values = {"most": f"{sheet.levels[i].most:,}", "level": sheet.levels[i].label}
    if not i:
        return say("There are at most: %(most)s × %(level)s.", **values)
    return say(
        "Inside each %(outer)s there are at most: %(most)s × %(level)s.",
        outer=sheet.levels[i - 1].label,
        **values,
    )


def effective_sentence(sheet: Sheet) -> Sentence:
    """On which days an achievement is priced by this version."""
    if sheet.effective is None:
        return say("No day is set from which on they hold.")
    start, until = sheet.effective.from_, sheet.effective.until
    if until is None:
        return say("They price what is achieved from %(start)s on.", start=start)
    return say(
        "They price what is achieved from %(start)s to %(until)s, both days included.",
        start=start,
        until=until,
    )


def step_sentence(step: Step, naming: Naming) -> Sentence:
    """One step as a rule, for whom it is worked, and why it stands where it does."""
    names = [f"{step.key}.{part}" for part in step.op.parts()] or [step.key]
    kind = naming.wired.kinds[names[0]]
    form = "parts" if step.op.parts() else "truth" if kind.what == What.TRUTH else "value"
    values: dict[str, Phrase] = {"label": naming.labels[step.key], "said": step.op.said(naming)}
    if kind.level:
        values["whom"] = _level(naming, kind.level)
    said = Sentence(FORMS[form, bool(kind.level)].text, values)
    if step.because is None:
        return said
    return say("%(said)s It stands here because: %(because)s", said=said, because=step.because)


FORMS: Mapping[tuple[str, bool], Sentence] = {
    ("value", False): say("“%(label)s” is %(said)s."),
    ("truth", False): say("“%(label)s” tells %(said)s."),
    ("parts", False): say("“%(label)s”: %(said)s."),
    ("value", True): say("For each %(whom)s, “%(label)s” is %(said)s."),
    ("truth", True): say("For each %(whom)s, “%(label)s” tells %(said)s."),
    ("parts", True): say("For each %(whom)s, “%(label)s”: %(said)s."),
}


def _paid(sheet: Sheet, naming: Naming) -> Iterator[Sentence]:
    yield from (output_sentence(one, naming) for one in sheet.outputs)
    yield say("An amount below zero is owed the other way round.")


def output_sentence(output: Output, naming: Naming) -> Sentence:
    """Who pays whom how much, on what, and when."""
    said = say(
        "%(payer)s pays %(payee)s for “%(label)s”, %(tranche)s: the amount of “%(amount)s”",
        payer=_called(naming, output.payer),
        payee=_called(naming, output.payee),
        label=output.label,
        tranche=TRANCHES[output.tranche],
        amount=naming.money(output.amount),
    )
    level = naming.wired.kinds[output.amount.text].level if output.amount.is_name else 0
    if level:
        said = say("For each %(whom)s, %(said)s", whom=_level(naming, level), said=said)
    if output.due is None:
        return say("%(said)s.", said=said)
    return say("%(said)s, due on %(due)s.", said=said, due=naming(output.due))


def report_sentence(report: Report, naming: Naming) -> Sentence:
    """What is told beside the amounts."""
    return say("“%(label)s”: %(value)s.", label=report.label, value=naming(report.value))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a result for people: what it is, of whom, how it was worked, what it came to."""

    label: Phrase
    subject: str
    working: Sentence
    told: Phrase
    is_amount: bool = False
    why: tuple[Sentence, ...] = ()  # why it cannot be evaluated


def table(priced: Priced) -> tuple[Row, ...]:
    """Every step in the order in which it was worked, then the amounts."""
    steps = [
        Row(one.label, one.subject, one.working, one.told, False, one.why) for one in priced.lines
    ]
    return (*steps, *(_amount_row(priced, one) for one in priced.amounts))


def _amount_row(priced: Priced, amount: Amount) -> Row:
    currency = priced.sheet.currency
    parties = {party.key: party.label for party in priced.sheet.parties}
    working = say(
        "%(payer)s pays %(payee)s, %(tranche)s",
        payer=parties.get(amount.payer, amount.payer),
        payee=parties.get(amount.payee, amount.payee),
        tranche=TRANCHES[amount.tranche],
    )
    if amount.due:
        working = say("%(said)s, due on %(due)s", said=working, due=amount.due)
    paid = None if amount.minor is None else amount.minor * currency.smallest
    return Row(
        amount.label,
        amount.subject,
        working,
        say("not known") if paid is None else amount_text(paid, currency),
        True,
        amount.why,
    )


def _called(naming: Naming, key: str) -> object:
    """A party, or the subjects of a level where each of them pays or is paid."""
    for level in naming.wired.sheet.levels:
        if level.key == key:
            return level.label
    return naming.party(key)


def _level(naming: Naming, level: int) -> Named:
    return naming.wired.sheet.levels[level - 1].label
