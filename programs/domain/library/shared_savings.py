"""A share of verified savings until the cost is recovered, a smaller one after that."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import (
    advance,
    label,
    measure,
    paid_advance,
    paid_result,
    plan,
    sheet,
    won_only,
)

NAME = Named("Shared savings", "절감액 배분")

TEMPLATE = Template(
    key="shared_savings",
    name=NAME,
    about=Named(
        "Accident costs that were saved are shared: a large part until the supplier has its cost "
        "back, a smaller one after that.",
        "절감된 재해 비용을 나눕니다. 공급기업이 비용을 회수할 때까지 큰 몫을, 이후에는 작은 "
        "몫을 지급합니다.",
    ),
    seen_in=Named(
        "Utah High Quality Preschool (USA, 2013): 95 % of savings until recovered, then 40 %; "
        "Finland",
        "미국 유타 유아교육(2013): 회수 시까지 절감액의 95%, 이후 40%; 핀란드",
    ),
    written=sheet(
        "shared_savings",
        NAME,
        inputs=[
            plan(),
            measure(
                "savings",
                label("Verified savings of accident costs", "검증된 재해 비용 절감액"),
                "KRW",
                "1000000000",
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "shared",
                "do": "shared_savings",
                **label("Share of the savings", "절감액 배분금"),
                "of": "savings",
                "share": "0.95",
                "until": "38000000",
                "then": "0.4",
            },
            {
                "key": "capped",
                "do": "at_most",
                **label("Up to the cap", "상한 적용액"),
                "of": "shared",
                "limit": "70000000",
            },
            {**won_only("capped"), "stage": "cap"},
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "savings": "60000000"},
    along="savings",
)
