"""An amount by the step that is reached."""

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

NAME = Named("Step table", "단계별 금액표")

TEMPLATE = Template(
    key="step_table",
    name=NAME,
    about=Named(
        "The reduction falls into one step, and that step counts alone. Every edge says to which "
        "step it belongs.",
        "감소율이 해당하는 단계의 금액만 지급합니다. 모든 경계값은 어느 단계에 속하는지 정해져 "
        "있습니다.",
    ),
    seen_in=Named(
        "Rikers Island (USA, 2012): a payment for each step of the reduction in days",
        "미국 라이커스섬 사업(2012): 수용일 감소율 단계별 지급",
    ),
    written=sheet(
        "step_table",
        NAME,
        inputs=[
            plan(),
            measure(
                "risk_reduction",
                label("Reduction of the risk score", "위험성 점수 감소율"),
                "percent",
                "100",
                decimals=1,
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "result",
                "do": "bands",
                **label("Payment on results", "성과 지급금"),
                "of": "risk_reduction",
                "bands": [
                    {"below": "10", "gives": "0"},
                    {"from": "10", "below": "12.5", "gives": "20000000"},
                    {"from": "12.5", "below": "16", "gives": "30000000"},
                    {"from": "16", "below": "20", "gives": "40000000"},
                    {"from": "20", "gives": "50000000"},
                ],
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "risk_reduction": "12.5"},
    along="risk_reduction",
)
