"""Amounts that rise in straight lines between knots."""

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

NAME = Named("A line between knots", "직선 보간 방식")

TEMPLATE = Template(
    key="knots",
    name=NAME,
    about=Named(
        "Nothing below the first knot, then so much more for every point; flat beyond the last.",
        "첫 기준점 아래에서는 지급하지 않고, 이후 1포인트마다 비례하여 늘어나며, 마지막 기준점 "
        "이후에는 일정합니다.",
    ),
    seen_in=Named(
        "Denver jail days (USA, 2016) and Newpin (Australia, 2013): lines between published points",
        "미국 덴버 구금일수(2016), 호주 뉴핀(2013): 공표된 기준점 사이의 직선",
    ),
    written=sheet(
        "knots",
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
                "key": "on_the_line",
                "do": "line",
                **label("Value on the line", "직선상의 금액"),
                "of": "risk_reduction",
                "knots": [
                    {"at": "20", "before": "0", "gives": "20000000"},
                    {"at": "30", "gives": "35000000"},
                    {"at": "65", "gives": "50000000"},
                ],
            },
            {**won_only("on_the_line"), "stage": "price"},
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "risk_reduction": "38"},
    along="risk_reduction",
)
