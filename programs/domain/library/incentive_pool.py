"""The pool of this programme: shared among all suppliers above a grade."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import label, measure, paid, sheet

NAME = Named("This programme: the incentive pool", "이 사업: 장려금 재원 배분")

TEMPLATE = Template(
    key="incentive_pool",
    name=NAME,
    about=Named(
        "One pool is shared among all suppliers whose attainment reaches a grade, in proportion to "
        "it, to the last won. It is priced for the whole programme; each share then goes into the "
        "agreement of its supplier.",
        "등급 이상을 달성한 모든 공급기업에 달성률에 비례하여 하나의 재원을 원 단위까지 "
        "배분합니다. 사업 전체에 대해 "
        "계산하며, 배분액은 각 공급기업의 협약에 반영됩니다.",
    ),
    seen_in=Named(
        "Industrial safety programme for small firms (Korea, 2026): an extra incentive for high "
        "attainment",
        "중소기업 산업안전 구축 지원사업(2026): 높은 달성률에 대한 추가 성과 장려금",
    ),
    written=sheet(
        "incentive_pool",
        NAME,
        levels=[{"key": "firm", **label("supplier", "공급기업"), "most": 50}],
        inputs=[
            {
                "key": "pool",
                **label("Incentive pool", "장려금 재원"),
                "kind": "number",
                "unit": "KRW",
                "least": "0",
                "most": "1000000000",
                "source": "declared",
            },
            measure(
                "attainment",
                label("Attainment of the supplier", "공급기업 달성률"),
                "1",
                "2",
                decimals=4,
                subject="firm",
            ),
        ],
        steps=[
            {
                "key": "qualifies",
                "do": "compare",
                **label("Reaches the grade", "등급 충족 여부"),
                "of": "attainment",
                "is": "at_least",
                "than": "0.9",
            },
            {
                "key": "share",
                "do": "pool",
                **label("Share of the pool", "재원 배분액"),
                "pool": "pool",
                "by": "attainment",
                "when": "qualifies",
                "way": "pro_rata",
                "unit": "1",
            },
        ],
        outputs=[
            {
                **paid(
                    "incentive",
                    label("Incentive for the best", "우수 기업 성과 장려금"),
                    "share",
                    "incentive",
                ),
                "payee": "firm",
            }
        ],
    ),
    case={
        "pool": "100000000",
        "firm": [
            {"id": "A", "attainment": "1.2"},
            {"id": "B", "attainment": "0.95"},
            {"id": "C", "attainment": "0.89"},
        ],
    },
    along="pool",
    offer=False,
)
