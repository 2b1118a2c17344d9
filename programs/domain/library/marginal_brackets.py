"""Each unit at the rate of its bracket."""

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

NAME = Named("Marginal brackets", "누진 단가 구간")

TEMPLATE = Template(
    key="marginal_brackets",
    name=NAME,
    about=Named(
        "The first worksites at one rate, the next at another: a higher rate is paid only for the "
        "worksites above its edge.",
        "처음 몇 개 사업장은 한 단가로, 그다음은 다른 단가로 지급합니다. 높은 단가는 경계를 넘은 "
        "사업장에만 적용됩니다.",
    ),
    seen_in=Named(
        "Istanbul employment programme (Türkiye): a rate for each placement that changes by "
        "bracket",
        "튀르키예 이스탄불 고용 사업: 취업 1건당 단가가 구간마다 달라짐",
    ),
    written=sheet(
        "marginal_brackets",
        NAME,
        inputs=[
            plan(),
            measure(
                "worksites_made_safe",
                label("Worksites made safe", "안전 조치를 마친 사업장 수"),
                "worksite",
                "60",
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "result",
                "do": "brackets",
                **label("Payment on results", "성과 지급금"),
                "of": "worksites_made_safe",
                "brackets": [
                    {"to": "10", "rate": "500000"},
                    {"to": "30", "rate": "800000"},
                    {"rate": "1000000"},
                ],
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "worksites_made_safe": "35"},
    along="worksites_made_safe",
)
