"""How each kind of step grows in a random sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.domain.programs.terms.garden import TESTS, UNITS, WAYS, Garden


def unit(sort: str) -> dict[str, str]:
    """The member `unit` of a table; money needs none."""
    found = UNITS[sort]
    return {} if found is None else {"unit": found}


def total(g: Garden) -> None:
    sort = g.number()
    g.grow({"do": "sum", "of": g.some(sort)}, sort)


def difference(g: Garden) -> None:
    sort = "point" if g.rising else g.number()
    g.grow({"do": "difference", "of": g.name(sort), "less": g.take(sort)}, sort)


def product(g: Garden) -> None:
    sort = "point" if g.rising else g.one_of("money", "point")
    g.grow({"do": "product", "of": [g.name(sort), g.take("pure")]}, sort)


def smallest(g: Garden) -> None:
    sort = g.number()
    g.grow({"do": "smallest_of", "of": g.some(sort, least=2)}, sort)


def best(g: Garden) -> None:
    sort = g.number()
    plus = {"plus": g.some(sort)} if g.whole(0, 1) else {}
    g.grow({"do": "best_of", "of": g.some(sort), **plus}, sort)


def compare(g: Garden) -> None:
    sort = g.one_of("point", "pure")
    step = {"do": "compare", "of": g.name(sort), "is": g.one_of(*TESTS), "than": g.take(sort)}
    g.grow(step, "truth")


def each(g: Garden) -> None:
    sort = g.one_of("point", "pure")
    step = {"do": "each", "of": g.some(sort), "is": g.one_of(*TESTS), "than": g.take(sort)}
    g.grow(step, "truth")


def is_one_of(g: Garden) -> None:
    g.grow({"do": "is_one_of", "of": g.name("word"), "words": ["red", "blue"]}, "truth")


def significant(g: Garden) -> None:
    step = {
        "do": "significant",
        "p": g.name("pure"),
        "alpha": "0.05",
        "is": g.one_of("less_than", "at_most"),
        "sample": g.name("point"),
        "least_sample": "3",
    }
    g.grow(step, "truth")


def all_of(g: Garden) -> None:
    g.grow({"do": "all_of", "of": g.some("truth")}, "truth")


def at_least_of(g: Garden) -> None:
    g.grow({"do": "at_least_of", "of": g.some("truth"), "needed": g.one_of("1", "2")}, "truth")


def negated(g: Garden) -> None:
    g.grow({"do": "not", "of": g.name("truth")}, "truth")


def choose(g: Garden) -> None:
    sort = g.number()
    cases = [{"when": g.name("truth"), "then": g.take(sort)} for _ in range(g.whole(1, 2))]
    g.grow({"do": "choose", "cases": cases, "otherwise": g.name(sort)}, sort)


def gate(g: Garden) -> None:
    sort = g.number()
    g.grow({"do": "gate", "of": g.name(sort), "when": g.name("truth")}, sort)


def lump(g: Garden) -> None:
    g.grow({"do": "lump", "amount": g.take("money"), "when": g.name("truth")}, "money")


def unit_rate(g: Garden) -> None:
    most = {"most": g.take("point")} if g.whole(0, 1) else {}
    rate = g.one_of("15.12", "1000", "-3")
    g.grow({"do": "unit_rate", "of": g.name("point"), "rate": rate, **most}, "money")


def rate_card(g: Garden) -> None:
    items = [
        {"of": g.name("point"), "rate": g.one_of("220", "33.5"), "most": g.one_of("1", "20")}
        for _ in range(g.whole(1, 3))
    ]
    g.grow({"do": "rate_card", "items": items}, "money")


def tiled(g: Garden, sort: str, gives: Callable[[], str]) -> list[dict[str, Any]]:
    """Bands without a gap; each edge belongs to one of its neighbours."""
    edges = g.edges(sort, g.whole(1, 3))
    rows: list[dict[str, Any]] = [{} for _ in range(len(edges) + 1)]
    for i, edge in enumerate(edges):
        end, start = g.one_of(("to", "above"), ("below", "from"))
        rows[i][end], rows[i + 1][start] = edge, edge
    return [{**row, "gives": gives()} for row in rows]


def bands(g: Garden) -> None:
    of, gives = g.one_of("point", "pure"), g.number()
    rows = tiled(g, of, lambda: g.take(gives))
    g.grow({"do": "bands", "of": g.name(of), "bands": rows, **unit(gives)}, gives)


def brackets(g: Garden) -> None:
    edges = [one for one in g.edges("point", 3) if not one.startswith("-") and one != "0"]
    rows = [{"to": one, "rate": g.one_of("100", "12.5", "-40")} for one in edges]
    g.grow({"do": "brackets", "of": g.name("point"), "brackets": [*rows, {"rate": "7"}]}, "money")


def line(g: Garden) -> None:
    of, gives = g.one_of("point", "pure"), g.number()
    knots: list[dict[str, str]] = []
    for edge in g.edges(of, g.whole(1, 3)):
        jump = {"before": "6", "belongs": g.one_of("before", "gives")} if g.whole(0, 1) else {}
        knots.append({"at": edge, "gives": str(g.whole(-5, 1000)), **jump})
    g.grow({"do": "line", "of": g.name(of), "knots": knots, **unit(gives)}, gives)


def per_point(g: Garden) -> None:
    step = {
        "do": "per_point",
        "of": g.name("point"),
        "above": g.take("point"),
        "point": g.one_of("1", "0.5", "3"),
        "whole": g.one_of("down", "half_up", "up"),
        "rate": g.one_of("1000", "0.25"),
    }
    g.grow(step, "money")


def at_most(g: Garden) -> None:
    sort = g.one_of("money", "money", "point")
    g.grow({"do": "at_most", "of": g.name(sort), "limit": g.take(sort)}, sort)


def at_least(g: Garden) -> None:
    sort = g.one_of("money", "money", "point")
    when = {"when": g.name("truth")} if g.whole(0, 1) else {}
    g.grow({"do": "at_least", "of": g.name(sort), "limit": g.take(sort), **when}, sort)


def rounded(g: Garden) -> None:
    sort = g.number()
    step = {"do": "round", "of": g.name(sort), "unit": g.one_of("1", "0.1", "5")}
    g.grow({**step, "way": g.one_of(*WAYS)}, sort)


def attainment(g: Garden) -> None:
    start = {"from": g.one_of("-4", "4")} if g.whole(0, 1) else {}
    held = {"least": "0", "most": "1.5"} if g.whole(0, 1) else {}
    step = {"do": "attainment", "of": g.name("point"), "target": g.one_of("10", "0.5")}
    g.grow({**step, **start, **held}, "pure")


def sum_over(g: Garden) -> None:
    over(g, {"do": "sum_over"}, "of", g.number())


def one_over(g: Garden) -> None:
    over(
        g, {"do": "one_over", "which": g.one_of("average", "smallest", "largest")}, "of", g.number()
    )


def holds_over(g: Garden) -> None:
    over(g, {"do": "holds_over", "whom": g.one_of("any", "all")}, "when", "truth")


def count_over(g: Garden) -> None:
    over(g, {"do": "count_over"}, "when", "truth", gives="pure")


def over(g: Garden, step: dict[str, Any], name: str, sort: str, *, gives: str = "") -> None:
    """Up to a level further out; nothing grows where no subject is further in."""
    if not g.has(sort, inside=True):
        return
    taken = g.name(sort, inside=True)
    level = g.whole(0, g.deepest - 1)
    up_to = ["contract", *(one["key"] for one in g.levels)][level]
    g.grow({**step, name: taken, "up_to": up_to}, gives or sort, level=level)


Grower = Callable[[Garden], None]
ROWS: Mapping[str, Grower] = {
    "sum": total,
    "difference": difference,
    "product": product,
    "smallest_of": smallest,
    "best_of": best,
    "compare": compare,
    "each": each,
    "is_one_of": is_one_of,
    "significant": significant,
    "all_of": all_of,
    "at_least_of": at_least_of,
    "not": negated,
    "choose": choose,
    "gate": gate,
    "lump": lump,
    "unit_rate": unit_rate,
    "rate_card": rate_card,
    "bands": bands,
    "brackets": brackets,
    "line": line,
    "per_point": per_point,
    "at_most": at_most,
    "at_least": at_least,
    "round": rounded,
    "attainment": attainment,
}
OVER: Mapping[str, Grower] = {
    "sum_over": sum_over,
    "one_over": one_over,
    "holds_over": holds_over,
    "count_over": count_over,
}
