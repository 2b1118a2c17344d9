"""How the later stages grow in a random sheet: adjusting, capping, sharing out, settling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.domain.programs.terms.garden import WAYS, Garden
from tests.domain.programs.terms.growing import Grower, tiled, unit

ENDS = (("to", "above"), ("below", "from"))


def won(g: Garden) -> str:
    """Money that was rounded, so that it can be shared out."""
    return g.first({"do": "round", "unit": "1", "way": g.one_of(*WAYS)}, "money")


def positive(g: Garden, sort: str) -> str:
    """A number that is never below zero."""
    return g.first({"do": "at_least", "limit": "0"}, sort)


def claims(g: Garden) -> None:
    g.grow({"do": "claims", "of": g.name("point"), "most": g.take("point")}, "point")


def share(g: Garden) -> None:
    g.grow({"do": "share", "of": positive(g, "point"), "rest": positive(g, "point")}, "pure")


def ratio(g: Garden) -> None:
    g.grow({"do": "ratio", "of": g.name("point"), "to": g.measured("point")}, "pure")


def relative_reduction(g: Garden) -> None:
    step = {"do": "relative_reduction", "of": g.name("point"), "from": g.measured("point")}
    g.grow({**step, "baseline": g.one_of("rct", "matched", "historical")}, "pure")


def duration(g: Garden) -> None:
    most = {"most": g.take("point")} if g.whole(0, 1) else {}
    step = {"do": "duration", "of": g.name("point"), "less": g.some("point", most=2)}
    g.grow({**step, **most}, "point")


def days(g: Garden) -> None:
    step = {"do": "days", "from": g.name("date"), "to": "2027-03-01"}
    key = g.reach(g.grow({**step, "count": g.one_of("both_ends", "one_end")}, "day"))
    g.grow({"do": "unit_rate", "of": key, "rate": "9.5"}, "money")


def recognised_days(g: Garden) -> None:
    revoked = {"revoked": g.name("date")} if g.whole(0, 1) else {}
    step = {"do": "recognised_days", "from": g.name("date"), "years": g.whole(1, 3), **revoked}
    window = {"window_from": "2026-02-28", "window_to": g.one_of("2026-03-01", "2029-01-01")}
    key = g.reach(g.grow({**step, **window}, "day"))
    g.grow({"do": "unit_rate", "of": key, "rate": "2"}, "money")


def due(g: Garden) -> None:
    step = {"do": "due", "after": g.name("date"), "months": g.whole(0, 14), "days": g.whole(0, 40)}
    g.grow(step, "date")


def weights(g: Garden, sort: str) -> list[dict[str, str]]:
    found = g.one_of(("1",), ("0.8", "0.2"), ("0.5", "0.25", "0.25"))
    return [{"of": g.name(sort), "weight": one} for one in found]


def weighted(g: Garden) -> None:
    sort = g.number()
    g.grow({"do": "weighted", "parts": weights(g, sort)}, sort)


def blend(g: Garden) -> None:
    sort = g.number()
    step = {"do": "blend", "when": g.name("truth"), "parts": weights(g, sort)}
    g.grow({**step, "otherwise": g.name(sort)}, sort)


def deadweight(g: Garden) -> None:
    sort = g.one_of("money", "point")
    g.grow({"do": "deadweight", "of": g.name(sort), "share": g.one_of("0", "0.33", "1")}, sort)


def card(g: Garden) -> None:
    sort = g.number()
    rows = [{"is": word, "gives": g.take(sort)} for word in ("red", "blue", "green")]
    step = {"do": "card", "of": g.name("word"), "rows": rows, **unit(sort)}
    g.grow(step, sort)


def chain(g: Garden) -> None:
    g.grow({"do": "chain", "of": g.some("truth")}, "pure")


def loss_ratio(g: Garden) -> None:
    part = {"part": "0.5"} if g.whole(0, 1) else {}
    step = {"do": "loss_ratio", "losses": g.some("point"), "excluded": g.some("point", most=1)}
    g.grow({**step, "premium": g.measured("point"), **part}, "pure")


def present_value(g: Garden) -> None:
    sort = g.one_of("money", "point")
    step = {"do": "present_value", "of": g.name(sort), "years": g.whole(1, 3), "discount": "0.03"}
    g.grow({**step, "decay": g.one_of("0", "0.5"), "first": g.whole(0, 1)}, sort)


def early_stop(g: Garden) -> None:
    step = {"do": "early_stop", "of": g.name("money"), "stopped": g.name("truth")}
    g.grow({**step, "pays": g.take("money")}, "money")


def mix_cap(g: Garden) -> None:
    step = {"do": "mix_cap", "of": g.name("money"), "others": g.some("money", most=2)}
    g.grow({**step, "share": g.one_of("0", "0.25", "0.75")}, "money")


def quality(g: Garden) -> None:
    step = {"do": "quality", "of": g.name("money"), "score": g.name("pure"), "least": "0.5"}
    g.grow({**step, "is": g.one_of("at_least", "more_than")}, "money")


def bonus_malus(g: Garden) -> None:
    bands = tiled(g, "pure", lambda: g.one_of("-0.1", "0", "0.3"))
    g.grow(
        {"do": "bonus_malus", "of": g.name("money"), "score": g.name("pure"), "bands": bands},
        "money",
    )


def two_sided(g: Garden) -> None:
    low, high = g.edges("point", 2)
    sides = {g.one_of("below", "to"): low, g.one_of("above", "from"): high}
    step = {"do": "two_sided", "of": g.name("point"), "pays": g.take("money")}
    g.grow({**step, "owes": g.take("money"), **sides}, "money")


def carve_out(g: Garden) -> None:
    step = {"do": "carve_out", "of": g.name("money"), "base": g.take("money")}
    g.grow({**step, "factor": g.take("pure")}, "money")


def dead_band(g: Garden) -> None:
    low, high = g.edges("point", 2)
    sides = {g.one_of("above", "from"): low, g.one_of("below", "to"): high}
    g.grow({"do": "dead_band", "of": g.name("point"), "centre": g.take("point"), **sides}, "point")


def bonus_above(g: Garden) -> None:
    most = {"most": g.take("point")} if g.whole(0, 1) else {}
    step = {"do": "bonus_above", "of": g.name("point"), "above": g.take("point"), "rate": "70"}
    g.grow({**step, **most}, "money")


def shared_savings(g: Garden) -> None:
    step = {"do": "shared_savings", "of": g.name("money"), "share": g.one_of("0.95", "0", "0.4")}
    g.grow({**step, "until": g.one_of("0", "500"), "then": g.one_of("0.4", "0.95")}, "money")


def indexed(g: Garden) -> None:
    by = [{"index": g.name("point"), "base": g.measured("point")} for _ in range(g.whole(1, 2))]
    g.grow({"do": "indexed", "of": g.name("money"), "by": by}, "money")


def principal(g: Garden) -> None:
    step = {"do": "principal", "principal": g.take("money"), "fraction": g.one_of("0.75", "1")}
    terms = {"rate": g.one_of("0", "0.05"), "years": g.one_of("0", "3")}
    ways = {"interest": g.one_of("simple", "compound"), "on": g.one_of("principal", "returned")}
    g.grow({**step, **terms, **ways}, "money")


def return_limits(g: Garden) -> None:
    years = {"years": "2"} if g.whole(0, 1) else {}
    step = {"do": "return_limits", "of": g.name("money"), "invested": g.one_of("1000", "0")}
    g.grow({**step, "most": "0.07", "least": "-0.4", **years}, "money")


def split(g: Garden, do: str = "split") -> None:
    found: list[dict[str, Any]] = g.one_of(
        [{"to": "payer", "share": "0.6"}, {"to": "payee"}],
        [{"to": "payer", "share": "0.5"}, {"to": "payee", "share": "0.5"}],
        [{"to": "a", "share": "0.3"}, {"to": "b", "share": "0.3"}, {"to": "c", "share": "0.4"}],
    )
    names = tuple(one["to"] for one in found)
    g.grow_parts({"do": do, "of": won(g), "parts": found, "unit": "1"}, "money", names)


def instalments(g: Garden) -> None:
    split(g, "instalments")


def first_loss(g: Garden) -> None:
    step = {"do": "first_loss", "of": g.name("money"), "guarantee": g.one_of("0", "720")}
    g.grow_parts(step, "money", ("guarantor", "investor"))


def waterfall(g: Garden) -> None:
    tranches = [{"to": "a", "most": g.take("money")}, {"to": "b", "most": g.take("money")}]
    last = [{"to": "c"}] if g.whole(0, 1) else []
    step = {"do": "waterfall", "of": g.name("money"), "tranches": [*tranches, *last]}
    names = ("a", "b", "c", "left") if last else ("a", "b", "left")
    g.grow_parts(step, "money", names)


def holdback(g: Garden) -> None:
    step = {"do": "holdback", "of": won(g), "share": g.one_of("0", "0.1", "1"), "unit": "1"}
    g.grow_parts(step, "money", ("now", "held"))


def surplus(g: Garden) -> None:
    step = {"do": "surplus", "of": won(g), "used": won(g), "reinvested": "0.35"}
    g.grow_parts({**step, "unit": "1"}, "money", ("reinvested", "returned"))


def so_far(g: Garden) -> None:
    sort = g.number()
    g.grow({"do": "so_far", "of": positive(g, sort)}, sort)


def owed(g: Garden) -> None:
    g.grow({"do": "owed", "of": g.name("money"), "paid": g.one_of("0", "100")}, "money")


def clawback(g: Garden) -> None:
    g.grow({"do": "clawback", "of": g.name("money"), "reversed": g.name("truth")}, "money")


def pool(g: Garden) -> None:
    if not g.has("point", inside=True):
        return
    whole = g.grow(
        {"do": "round", "of": g.name("money", root=True), "unit": "1", "way": "down"}, "money"
    )
    way = g.one_of("pro_rata", "equal", "first_come", "best_first")
    step = {"do": "pool", "pool": whole, "by": g.name("point", inside=True), "way": way}
    asks = {} if way in {"pro_rata", "equal"} else {"asks": g.take("money")}
    when = {"when": g.name("truth")} if g.whole(0, 1) else {}
    most = {"most": g.take("money")} if g.whole(0, 1) else {}
    g.grow({**step, "unit": "1", **asks, **when, **most}, "money")


def cumulate(g: Garden) -> None:
    sort = g.number()
    if g.has(sort, inside=True):
        g.grow({"do": "cumulate", "of": g.name(sort, inside=True)}, sort)


LATER: Mapping[str, Grower] = {
    one.__name__: one
    for one in (
        claims, share, ratio, relative_reduction, duration, days, recognised_days, due, weighted,
        blend, deadweight, card, chain, loss_ratio, present_value, early_stop, mix_cap, quality,
        bonus_malus, two_sided, carve_out, dead_band, bonus_above, shared_savings, indexed,
        principal, return_limits, split, instalments, first_loss, waterfall, holdback, surplus,
        so_far, owed, clawback,
    )
}  # fmt: skip
AMONG: Mapping[str, Grower] = {"pool": pool, "cumulate": cumulate}
FALLING = frozenset(  # where more money before can mean less after
    [
        "split",
        "instalments",
        "surplus",
        "bonus_malus",
        "quality",
        "carve_out",
        "indexed",
        "clawback",
        "pool",
    ]
)
