"""A card of rates, claims limited for each worksite, and a cap for each worksite."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import (
    WORKSITE,
    advance,
    label,
    measure,
    paid_advance,
    paid_result,
    plan,
    sheet,
)

NAME = Named("Rate card with a cap for each worksite", "단가표 방식(사업장별 상한)")

TEMPLATE = Template(
    key="rate_card",
    name=NAME,
    about=Named(
        "Each kind of outcome has its rate and counts only so often for one worksite; no worksite "
        "earns more than its cap. A worksite that is verified is paid before the others are.",
        "성과 유형마다 단가가 있고 한 사업장에서 인정되는 횟수가 정해져 있으며, 사업장별 상한을 "
        "넘지 않습니다. "
        "먼저 검증된 사업장은 다른 사업장을 기다리지 않고 지급합니다.",
    ),
    seen_in=Named(
        "Innovation Fund (UK, 2012): outcomes with rates and claim limits, at most so much for "
        "each "
        "participant",
        "영국 혁신기금(2012): 성과별 단가와 청구 횟수 제한, 참여자별 상한",
    ),
    written=sheet(
        "rate_card",
        NAME,
        levels=[WORKSITE],
        inputs=[
            plan(),
            measure(
                "guards_fitted",
                label("Guards fitted", "방호장치 설치 대수"),
                "device",
                "50",
                subject="worksite",
            ),
            measure(
                "workers_trained",
                label("Workers trained", "교육 이수 근로자 수"),
                "worker",
                "200",
                subject="worksite",
            ),
        ],
        steps=[
            advance("30000000"),
            {
                "key": "site_card",
                "do": "rate_card",
                **label("Outcomes of the worksite", "사업장 성과 금액"),
                "items": [
                    {"of": "guards_fitted", "rate": "300000", "most": "5"},
                    {"of": "workers_trained", "rate": "50000", "most": "10"},
                ],
            },
            {
                "key": "site_capped",
                "do": "at_most",
                **label("Amount of the worksite", "사업장 지급액"),
                "of": "site_card",
                "limit": "1500000",
            },
            {
                "key": "site_known",
                "do": "so_far",
                **label("Amount of the worksite so far", "현재까지 확인된 사업장 지급액"),
                "of": "site_capped",
            },
            {
                "key": "sites_together",
                "do": "sum_over",
                **label("All worksites together", "전체 사업장 합계"),
                "of": "site_known",
                "stage": "settle",
            },
            {
                "key": "result",
                "do": "at_most",
                **label("Payment on results", "성과 지급금"),
                "of": "sites_together",
                "limit": "100000000",
                "stage": "settle",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={
        "plan_approved": True,
        "worksite": [
            {"id": "1", "guards_fitted": "3", "workers_trained": "4"},
            {"id": "2", "guards_fitted": "7", "workers_trained": "12"},
            {"id": "3", "guards_fitted": "2"},
        ],
    },
    along="",
)
