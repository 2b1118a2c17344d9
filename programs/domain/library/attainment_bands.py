"""The programme itself: on the plan, by attainment, and a share of the pool for the best."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import (
    advance,
    goal,
    label,
    measure,
    paid,
    paid_advance,
    paid_result,
    plan,
    sheet,
)

NAME = Named(
    "This programme: plan, attainment bands, incentive", "이 사업: 계획·달성률 구간·성과 장려금"
)

TEMPLATE = Template(
    key="attainment_bands",
    name=NAME,
    about=Named(
        "A first tranche on the approved plan, an amount by the band of attainment on verified "
        "results, and for the best a share of the incentive pool.",
        "승인된 계획에 따라 1차 지급금을 지급하고, 검증된 성과의 달성률 구간에 따라 성과 "
        "지급금을 지급하며, "
        "우수 기업에는 장려금 재원을 배분합니다.",
    ),
    seen_in=Named(
        "Industrial safety programme for small firms (Korea, 2026): two tranches and an incentive "
        "for high attainment; the split and the grades are not public",
        "중소기업 산업안전 구축 지원사업(2026): 2단계 지급과 우수 기업 성과 장려금. 배분율과 "
        "등급표는 비공개",
    ),
    written=sheet(
        "attainment_bands",
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
            {
                "key": "pool_share",
                **label("Share of the incentive pool", "장려금 재원 배분액"),
                "kind": "number",
                "unit": "KRW",
                "least": "0",
                "most": "100000000",
                "source": "pool",
            },
        ],
        steps=[
            {
                "key": "attainment",
                "do": "attainment",
                **label("Attainment", "달성률"),
                "of": "hazards_removed",
                "target": "hazards_agreed",
                "most": "1.5",
            },
            advance("40000000"),
            {
                "key": "result",
                "do": "bands",
                **label("Amount of the band", "구간별 지급액"),
                "of": "attainment",
                "bands": [
                    {"below": "0.5", "gives": "0"},
                    {"from": "0.5", "below": "0.8", "gives": "20000000"},
                    {"from": "0.8", "below": "1", "gives": "35000000"},
                    {"from": "1", "gives": "50000000"},
                ],
            },
            {
                "key": "incentive",
                "do": "at_most",
                **label("Incentive for the best", "우수 기업 성과 장려금"),
                "of": "pool_share",
                "limit": "20000000",
            },
        ],
        outputs=[
            paid_advance(),
            paid_result(),
            paid(
                "incentive",
                label("Incentive for the best", "우수 기업 성과 장려금"),
                "incentive",
                "incentive",
            ),
        ],
    ),
    case={
        "plan_approved": True,
        "hazards_removed": "45",
        "hazards_agreed": "50",
        "pool_share": "7500000",
    },
    along="hazards_removed",
)
