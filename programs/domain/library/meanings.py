"""What every operation is called and does, in a sentence for whoever writes terms by form."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.words import Sentence, say

TITLES: Mapping[str, Sentence] = {
    "claims": say("Claims that count"),
    "ratio": say("Ratio"),
    "share": say("Share of the whole"),
    "cumulate": say("Running total"),
    "count_over": say("Count of subjects"),
    "one_over": say("Average, smallest or largest"),
    "relative_reduction": say("Reduction in proportion"),
    "difference": say("Difference"),
    "attainment": say("Attainment"),
    "duration": say("Time that counts"),
    "days": say("Days between two dates"),
    "weighted": say("Weighted composite"),
    "blend": say("Blend of estimates"),
    "deadweight": say("Deadweight taken off"),
    "loss_ratio": say("Loss ratio"),
    "present_value": say("Present value"),
    "recognised_days": say("Days of recognition"),
    "compare": say("Threshold"),
    "each": say("All reach a line"),
    "is_one_of": say("Belongs to a group"),
    "significant": say("Statistically significant"),
    "all_of": say("All hold"),
    "at_least_of": say("So many hold"),
    "not": say("Does not hold"),
    "holds_over": say("Holds for any or all"),
    "choose": say("First that applies"),
    "gate": say("Only if"),
    "chain": say("Milestones in a row"),
    "early_stop": say("Early stop"),
    "unit_rate": say("Rate for each unit"),
    "rate_card": say("Rate card"),
    "card": say("Value by group"),
    "lump": say("Lump sum"),
    "bands": say("Step table"),
    "brackets": say("Marginal brackets"),
    "line": say("Line between points"),
    "per_point": say("Rate for each whole point"),
    "bonus_above": say("Bonus above a number"),
    "shared_savings": say("Shared savings"),
    "principal": say("Principal and interest"),
    "indexed": say("Scaled by an index"),
    "sum": say("Sum"),
    "sum_over": say("Sum over subjects"),
    "product": say("Product"),
    "round": say("Rounding"),
    "quality": say("Quality multiplier"),
    "bonus_malus": say("Bonus or malus"),
    "two_sided": say("Payment either way"),
    "carve_out": say("Part left out"),
    "best_of": say("Best of several"),
    "dead_band": say("No change inside a band"),
    "at_most": say("Never more than"),
    "at_least": say("Never less than"),
    "smallest_of": say("Smallest of several"),
    "mix_cap": say("Cap by share"),
    "return_limits": say("Limits of a return"),
    "split": say("Split by shares"),
    "pool": say("Share of a pool"),
    "first_loss": say("First loss"),
    "waterfall": say("One after the other"),
    "instalments": say("Instalments"),
    "holdback": say("Holdback"),
    "due": say("Due date"),
    "so_far": say("So far"),
    "owed": say("Owed now"),
    "clawback": say("Clawback"),
    "surplus": say("Surplus"),
}
MEANINGS: Mapping[str, Sentence] = {
    "claims": say("Verified claims, of which only so many count for each subject."),
    "ratio": say("One number divided by another."),
    "share": say("A part as a share of itself and the rest together."),
    "cumulate": say("What has run up so far, in the order of the case."),
    "count_over": say("How many subjects inside meet a condition."),
    "one_over": say("The average, the smallest or the largest of the subjects inside."),
    "relative_reduction": say(
        "How much lower a value is than what it is held against, as a share of that."
    ),
    "difference": say("What one number is above another."),
    "attainment": say("How much of the way to the target was reached."),
    "duration": say("Time less what is deducted, never below zero, up to a longest time."),
    "days": say("Days from one date to another; none if the second lies before the first."),
    "weighted": say("Several measures made into one by weights that add up to one."),
    "blend": say(
        "One estimate, or a mixture of several where a condition says so, such as few data."
    ),
    "deadweight": say(
        "Less the share that would have happened anyway, or that others brought about."
    ),
    "loss_ratio": say("Losses that count, divided by the premium of the same time."),
    "present_value": say(
        "What a yearly effect is worth today: it fades and is discounted each year."
    ),
    "recognised_days": say("Days inside a window on which a recognition was in force."),
    "compare": say("Whether a value reaches a line; it is said whether the line itself is enough."),
    "each": say("Whether each of several values reaches the same line."),
    "is_one_of": say("Whether a choice is one of some words."),
    "significant": say("Whether a p-value is small enough and the sample large enough."),
    "all_of": say("Whether all of several conditions hold."),
    "at_least_of": say("Whether at least so many of several conditions hold."),
    "not": say("Whether a condition does not hold."),
    "holds_over": say("Whether a condition holds for any, or for all, of the subjects inside."),
    "choose": say(
        "The value of the first condition that holds, tried in order; otherwise another."
    ),
    "gate": say("Counts only if a condition holds; otherwise zero."),
    "chain": say("How many milestones were reached one after the other; after a gap none counts."),
    "early_stop": say("What is paid if the contract is stopped early, and what otherwise."),
    "unit_rate": say("So much money for every unit, up to a number of units if one is given."),
    "rate_card": say("A rate for each kind of outcome, each up to a number of claims, added up."),
    "card": say("A value that depends on a group."),
    "lump": say("All of an amount if something holds, and nothing otherwise."),
    "bands": say("The value of the band that a number falls into; bands do not add up."),
    "brackets": say("A higher rate is paid only for the units above its edge."),
    "line": say("Straight from point to point and flat outside; a point may jump."),
    "per_point": say("A rate for every whole point above a line."),
    "bonus_above": say("A rate for every unit above a number."),
    "shared_savings": say(
        "A share of savings until an amount is recovered from it, and another share after that."
    ),
    "principal": say(
        "The fraction of the principal that is returned, and interest over the years."
    ),
    "indexed": say("Scaled by one or more indices over their bases."),
    "sum": say("Several amounts together."),
    "sum_over": say("The sum over all subjects inside; of nobody it is zero."),
    "product": say("Several numbers multiplied."),
    "round": say("To a multiple of a unit; where this step stands says when."),
    "quality": say(
        "Multiplied by a score, but only if the score is good enough; otherwise nothing."
    ),
    "bonus_malus": say("A share of an amount on top, or off it, by the band of a score."),
    "two_sided": say(
        "Above one line the payer pays, below another it is paid; between them nobody pays."
    ),
    "carve_out": say("A part is left out of a multiplication and added again unchanged."),
    "best_of": say("The largest of several alternatives, and what is added on top."),
    "dead_band": say("Small deviations change nothing: inside the band the value is its centre."),
    "at_most": say("Never more than the limit. A cap is never rounded."),
    "at_least": say("Never less than the limit, where it applies."),
    "smallest_of": say("The smallest of several values."),
    "mix_cap": say(
        "One part, cut so that it makes up no more than a share of itself and the others."
    ),
    "return_limits": say("What an investor gets back, within a yearly return and a loss floor."),
    "split": say("Among payers or payees by shares of the whole, to the last unit."),
    "pool": say("A pool among all who qualify; the shares add up to it to the last unit."),
    "first_loss": say("A guarantor bears a loss up to its guarantee, the investor bears the rest."),
    "waterfall": say("One after the other is filled up; what overflows is left."),
    "instalments": say("Over time by shares of the whole, to the last unit."),
    "holdback": say("A share is held back; the rest is paid now."),
    "due": say("The day on which something is to be paid."),
    "so_far": say("What is known so far: nothing until it is known, and then all of it."),
    "owed": say("Earned in total so far, less what was paid before."),
    "clawback": say("All that was paid comes back if a result is reversed."),
    "surplus": say(
        "What a budget has left is put to use again by a share, and the rest is returned."
    ),
}
