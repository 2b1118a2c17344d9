"""So much for each unit, multiplied by a quality score."""

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

NAME = Named("Quality multiplier", "품질 점수 곱하기")

TEMPLATE = Template(
    key="quality_multiplier",
    name=NAME,
    about=Named(
        "The amount is multiplied by a quality score, but only if the score is at least one half.",
        "품질 점수가 0.5 이상일 때만 금액에 점수를 곱하여 지급합니다.",
    ),
    seen_in=Named(
        "Results-based financing in Rwanda and Burkina Faso: payment times a quality score",
        "르완다·부르키나파소 성과기반 재원: 지급액 × 품질 점수",
    ),
    written=sheet(
        "quality_multiplier",
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
                "quality",
                label("Quality score, from 0 to 1", "품질 점수(0~1)"),
                "1",
                "1",
                decimals=3,
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "earned",
                "do": "unit_rate",
                **label("Worksites times rate", "사업장 수 × 단가"),
                "of": "worksites_made_safe",
                "rate": "800000",
            },
            {
                "key": "with_quality",
                "do": "quality",
                **label("Times the quality score", "품질 점수 반영액"),
                "of": "earned",
                "score": "quality",
                "least": "0.5",
                "is": "at_least",
            },
            {**won_only("with_quality"), "stage": "adjust"},
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "worksites_made_safe": "60", "quality": "0.875"},
    along="quality",
)
