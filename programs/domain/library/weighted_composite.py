"""Several measures made into one by weights."""

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
    won_only,
)

NAME = Named("Weighted composite", "가중 종합 달성률")

TEMPLATE = Template(
    key="weighted_composite",
    name=NAME,
    about=Named(
        "Attainments count by their weights; nothing below one half, then in proportion up to "
        "the whole.",
        "지표별 달성률을 가중 평균하며, 절반 미만이면 지급하지 않고 이후 전액까지 비례하여 "
        "지급합니다.",
    ),
    seen_in=Named(
        "Educate Girls (India, 2015): enrolment 20 %, learning 80 %; quality scores in Rwanda",
        "인도 에듀케이트 걸스(2015): 취학 20%, 학습 80%; 르완다 품질 점수",
    ),
    written=sheet(
        "weighted_composite",
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
            measure(
                "workers_trained",
                label("Workers trained", "교육 이수 근로자 수"),
                "worker",
                "5000",
            ),
            goal(
                "workers_agreed",
                label("Workers agreed", "합의한 교육 인원"),
                "workers_trained",
                "worker",
                "5000",
            ),
        ],
        steps=[
            {
                "key": "hazard_attainment",
                "do": "attainment",
                **label("Attainment of hazards", "위험요인 제거 달성률"),
                "of": "hazards_removed",
                "target": "hazards_agreed",
                "most": "1",
            },
            {
                "key": "training_attainment",
                "do": "attainment",
                **label("Attainment of training", "교육 달성률"),
                "of": "workers_trained",
                "target": "workers_agreed",
                "most": "1",
            },
            {
                "key": "composite",
                "do": "weighted",
                **label("Composite", "종합 달성률"),
                "parts": [
                    {"of": "hazard_attainment", "weight": "0.8"},
                    {"of": "training_attainment", "weight": "0.2"},
                ],
            },
            advance("30000000"),
            {
                "key": "on_the_line",
                "do": "line",
                **label("In proportion", "비례 금액"),
                "of": "composite",
                "knots": [
                    {"at": "0.5", "before": "0", "gives": "25000000"},
                    {"at": "1", "gives": "50000000"},
                ],
            },
            {**won_only("on_the_line"), "stage": "price"},
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={
        "plan_approved": True,
        "hazards_removed": "45",
        "hazards_agreed": "50",
        "workers_trained": "150",
        "workers_agreed": "300",
    },
    along="hazards_removed",
)
