"""So much for each unit, with a bonus, a malus and a dead band between."""

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

NAME = Named("Bonus and malus with a dead band", "가감 지급(무조정 구간 포함)")

TEMPLATE = Template(
    key="bonus_malus",
    name=NAME,
    about=Named(
        "30 % on top for a high score, 10 % off for a low one, and nothing changes between.",
        "점수가 높으면 30%를 더하고 낮으면 10%를 빼며, 그 사이에서는 조정하지 않습니다.",
    ),
    seen_in=Named(
        "Health facilities in Djibouti and Caritas (Switzerland): bonus, malus and a dead band",
        "지부티 보건시설·스위스 카리타스: 가산·감산과 무조정 구간",
    ),
    written=sheet(
        "bonus_malus",
        NAME,
        inputs=[
            plan(),
            measure(
                "worksites_made_safe",
                label("Worksites made safe", "안전 조치를 마친 사업장 수"),
                "worksite",
                "100",
            ),
            measure(
                "satisfaction",
                label("Workers who call their site safer", "더 안전해졌다고 답한 근로자 비율"),
                "percent",
                "100",
                decimals=1,
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "earned",
                "do": "unit_rate",
                **label("Worksites times rate", "사업장 수 × 단가"),
                "of": "worksites_made_safe",
                "rate": "700000",
            },
            {
                "key": "adjustment",
                "do": "bonus_malus",
                **label("Bonus or malus", "가산 또는 감산"),
                "of": "earned",
                "score": "satisfaction",
                "bands": [
                    {"below": "45", "gives": "-0.1"},
                    {"from": "45", "to": "80", "gives": "0"},
                    {"above": "80", "gives": "0.3"},
                ],
            },
            {
                "key": "adjusted",
                "do": "sum",
                **label("With bonus or malus", "가감 후 금액"),
                "of": ["earned", "adjustment"],
                "stage": "adjust",
            },
            {**won_only("adjusted"), "stage": "adjust"},
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "worksites_made_safe": "60", "satisfaction": "85"},
    along="satisfaction",
)
