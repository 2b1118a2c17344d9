"""So much for each unit, up to a cap."""

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
)

NAME = Named("A rate for each unit, with a cap", "단가 방식(상한 포함)")

TEMPLATE = Template(
    key="unit_rate_cap",
    name=NAME,
    about=Named(
        "So many won for each verified unit, never more than the cap.",
        "검증된 1단위마다 단가를 지급하되 상한을 넘지 않습니다.",
    ),
    seen_in=Named(
        "Denver Supportive Housing (USA, 2016): USD 15.12 for each stable day, up to a cap",
        "미국 덴버 지원주택 사업(2016): 안정 거주 1일당 15.12달러, 상한 있음",
    ),
    written=sheet(
        "unit_rate_cap",
        NAME,
        inputs=[
            plan(),
            measure(
                "worksites_made_safe",
                label("Worksites made safe", "안전 조치를 마친 사업장 수"),
                "worksite",
                "500",
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "earned",
                "do": "unit_rate",
                **label("Worksites times rate", "사업장 수 × 단가"),
                "of": "worksites_made_safe",
                "rate": "950000",
            },
            {
                "key": "result",
                "do": "at_most",
                **label("Payment on results", "성과 지급금"),
                "of": "earned",
                "limit": "76000000",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "worksites_made_safe": "62"},
    along="worksites_made_safe",
)
