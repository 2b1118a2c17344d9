"""All or nothing: an amount if the target is reached."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import (
    advance,
    goal,
    label,
    measure,
    paid_advance,
    paid_result,
    plan,
    sheet,
)

NAME = Named("All or nothing at a threshold", "기준 달성 시 전액(전부 아니면 전무)")

TEMPLATE = Template(
    key="threshold_lump",
    name=NAME,
    about=Named(
        "The whole amount if the target is reached, nothing otherwise. Simple, but one unit "
        "decides "
        "about all of it.",
        "목표를 달성하면 전액, 그렇지 않으면 지급하지 않습니다. 단순하지만 1단위 차이가 전액을 "
        "좌우합니다.",
    ),
    seen_in=Named(
        "Social impact bond of Primorsky Krai (Russia, 2021): paid if all indicators reach their "
        "mark",
        "러시아 연해주 사회성과보상(2021): 모든 지표가 기준에 도달하면 지급",
    ),
    written=sheet(
        "threshold_lump",
        NAME,
        inputs=[
            plan(),
            measure(
                "hazards_removed",
                label("Hazards removed and verified", "검증된 위험요인 제거 건수"),
                "hazard",
                "1000",
            ),
            goal(
                "hazards_agreed",
                label("Hazards agreed", "합의한 위험요인 제거 건수"),
                "hazards_removed",
                "hazard",
                "1000",
            ),
        ],
        steps=[
            {
                "key": "reached",
                "do": "compare",
                **label("The target is reached", "목표 달성 여부"),
                "of": "hazards_removed",
                "is": "at_least",
                "than": "hazards_agreed",
            },
            advance("30000000"),
            {
                "key": "result",
                "do": "lump",
                **label("Payment on results", "성과 지급금"),
                "amount": "50000000",
                "when": "reached",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "hazards_removed": "50", "hazards_agreed": "50"},
    along="hazards_removed",
)
