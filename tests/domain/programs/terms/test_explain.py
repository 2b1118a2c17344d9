"""A contract read aloud: every sentence as an officer signs it."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.document import sheet_from
from programs.domain.terms.explain import articles, sentences, table
from programs.domain.terms.price import price
from tests.domain.programs.terms.papers import CASE, both, paper, sheet

READ = """\
These terms
1. This is version 2 of “Safer worksites” (hazards), in KRW.
2. They price what is achieved from 2026-04-01 to 2027-03-31, both days included.
3. There are at most: 1,200 × worksite.
4. The terms are taken from: Notice 2026-12
What has to be known
5. “Hazards removed” of each worksite: from 0 hazards to 20 hazards; a whole number; \
more is better; as verified; period: 2026; estimated by: count by the verifier.
6. “Injury rate”: from 0 % to 100 %; decimal places: at most 2; less is better; as declared.
7. “Plan approved”: yes or no; as told by the approved plan.
8. “Size”: one of small, large; as declared.
9. “Day of the check”: from 2026-04-01 to 2027-06-30; as declared.
On what it depends
10. For each worksite, “Enough” tells whether Hazards removed is at least 3 hazards.
What it is worth
11. For each worksite, “Reward” is ₩50,000 for each hazard of Hazards removed.
How far it can go
12. For each worksite, “Capped reward” is Reward, but at most ₩500,000.
What it is worth
13. “All rewards” is the sum of Capped reward over every worksite. \
It stands here because: rewards are capped before
Among whom it is shared
14. “Shares”: All rewards split in multiples of ₩1, shares rounded towards zero: \
0.6 to Bank; the rest to Fund.
When it is paid
15. “Day of payment” is 30 days after Day of the check.
What is paid
16. Bank pays Firm for “Part of the bank”, on results: the amount of “Shares: Bank”, \
due on Day of payment.
17. Fund pays Firm for “Part of the fund”, as an incentive: the amount of “Shares: Fund”.
18. An amount below zero is owed the other way round.
What is told and not paid
19. “Done”: Enough."""


def test_the_whole_contract_is_read_aloud() -> None:
    read = []
    for article in articles(sheet()):
        read.append(str(article.heading))
        read += [f"{n}. {one}" for n, one in enumerate(article.sentences, article.first)]
    assert "\n".join(read) == READ


def test_the_sentences_alone_are_those_of_the_articles() -> None:
    said = [str(one) for one in sentences(sheet())]
    numbered = [line.partition(". ") for line in READ.split("\n")]
    assert said == [rest for number, _, rest in numbered if number.isdigit()]


@pytest.mark.parametrize(
    ("effective", "said"),
    [
        (None, "No day is set from which on they hold."),
        ({"from": "2026-04-01"}, "They price what is achieved from 2026-04-01 on."),
    ],
)
def test_from_when_the_terms_hold(effective: dict[str, str] | None, said: str) -> None:
    document = paper()
    del document["effective"]
    if effective:
        document["effective"] = effective
    assert str(sentences(sheet_from(document))[1]) == said


def test_each_subject_can_be_the_one_that_is_paid() -> None:
    levels = [
        {"key": "firm_", "label": both("supplier", "공급기업"), "most": 3},
        {"key": "site", "label": both("worksite", "사업장"), "most": 4},
    ]
    outputs = [
        {
            "key": "one",
            "label": both("Reward", "보상"),
            "amount": "capped",
            "payer": "bank",
            "payee": "firm_",
            "tranche": "follow_up",
        },
        {
            "key": "two",
            "label": both("Start", "시작"),
            "amount": "300000",
            "payer": "bank",
            "payee": "firm",
            "tranche": "plan",
            "due": "2026-05-01",
        },
    ]
    said = [str(one) for one in sentences(sheet(levels=levels, outputs=outputs))]
    assert said[2:4] == [
        "There are at most: 3 × supplier.",
        "Inside each supplier there are at most: 4 × worksite.",
    ]
    assert said[-4:-1] == [
        (
            "For each worksite, Bank pays supplier for “Reward”, on the follow-up: "
            "the amount of “Capped reward”."
        ),
        "Bank pays Firm for “Start”, on the plan: the amount of “₩300,000”, due on 2026-05-01.",
        "An amount below zero is owed the other way round.",
    ]


def test_a_step_without_a_label_goes_by_its_key_and_a_sheet_without_a_source_names_none() -> None:
    document = paper(source="Law 7")
    del document["source"]
    document["steps"] = [{"key": "go", "do": "not", "of": "planned"}]
    document["outputs"] = [
        {
            "key": "none",
            "label": both("None", "없음"),
            "amount": "0",
            "payer": "bank",
            "payee": "firm",
        }
    ]
    document["reports"] = []
    said = [str(one) for one in sentences(sheet_from(document))]
    assert "“go” tells whether “Plan approved” does not hold." in said
    assert not [one for one in said if one.startswith("The terms are taken")]
    assert said[-1] == "An amount below zero is owed the other way round."


def test_terms_that_cannot_be_priced_are_not_read_aloud() -> None:
    steps = [{"key": "reward", "do": "unit_rate", "of": "nobody", "rate": "5"}]
    with pytest.raises(RuleBroken, match=r"steps\[0\]\.of is “nobody”"):
        sentences(sheet(steps=steps))


def test_a_result_is_a_table() -> None:
    rows = [
        (str(row.label), row.subject, str(row.working), str(row.told), row.is_amount)
        for row in table(price(sheet(), CASE))
    ]
    assert rows[1] == (
        "Enough",
        "South",
        "whether Hazards removed (12 hazards) is at least 3 hazards",
        "yes",
        False,
    )
    assert rows[-3:] == [
        (
            "Shares: Fund",
            "",
            (
                "All rewards (₩650,000) split in multiples of ₩1, shares rounded towards zero: "
                "0.6 to Bank; the rest to Fund"
            ),
            "₩260,000",
            False,
        ),
        (
            "Part of the bank",
            "",
            "Bank pays Firm, on results, due on 2026-12-31",
            "₩390,000",
            True,
        ),
        ("Part of the fund", "", "Fund pays Firm, as an incentive", "₩260,000", True),
    ]


def test_what_is_missing_is_told_in_the_table_and_is_not_zero() -> None:
    case = {**CASE, "site": [{"id": "North", "hazards": 3}, {"id": "South"}]}
    rows = table(price(sheet(), case))
    assert [str(row.told) for row in rows[:4]] == ["yes", "not known", "₩150,000", "not known"]
    assert [str(row.told) for row in rows[-2:]] == ["not known", "not known"]
    assert [str(one) for one in rows[-1].why] == ["Hazards removed of South is missing."]
    assert [row.why for row in rows[:1]] == [()]
