"""Each worksite by itself; if none succeeds, all together."""

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

NAME = Named("Fallback test: one by one, then all together", "대체 판정(개별 후 통합)")

TEMPLATE = Template(
    key="fallback_test",
    name=NAME,
    about=Named(
        "Every worksite whose hazards fall by a tenth is paid for. If none does, one amount is "
        "paid when all together fall by 7.5 %.",
        "위험요인이 10% 이상 줄어든 사업장마다 지급합니다. 그런 사업장이 없으면 전체 합계가 7.5% "
        "이상 줄었을 때 한 번 지급합니다.",
    ),
    seen_in=Named(
        "Peterborough prison (UK, 2010): 10 % in any cohort, otherwise 7.5 % for all cohorts "
        "pooled",
        "영국 피터버러 교도소(2010): 개별 집단 10%, 아니면 전체 집단 7.5%",
    ),
    written=sheet(
        "fallback_test",
        NAME,
        levels=[WORKSITE],
        inputs=[
            plan(),
            {
                **measure(
                    "hazards_before",
                    label("Hazards found before", "개선 전 위험요인 건수"),
                    "hazard",
                    "1000",
                    subject="worksite",
                ),
                "least": "1",
                "direction": "none",
            },
            measure(
                "hazards_after",
                label("Hazards found after", "개선 후 위험요인 건수"),
                "hazard",
                "1000",
                subject="worksite",
                direction="lower_better",
            ),
        ],
        steps=[
            {
                "key": "site_reduction",
                "do": "relative_reduction",
                **label("Reduction of the worksite", "사업장 감소율"),
                "of": "hazards_after",
                "from": "hazards_before",
                "baseline": "historical",
            },
            {
                "key": "all_before",
                "do": "sum_over",
                **label("Hazards before, all together", "개선 전 합계"),
                "of": "hazards_before",
                "stage": "measure",
            },
            {
                "key": "all_after",
                "do": "sum_over",
                **label("Hazards after, all together", "개선 후 합계"),
                "of": "hazards_after",
                "stage": "measure",
            },
            {
                "key": "joint_reduction",
                "do": "relative_reduction",
                **label("Reduction of all together", "전체 감소율"),
                "of": "all_after",
                "from": "all_before",
                "baseline": "historical",
            },
            {
                "key": "site_met",
                "do": "compare",
                **label("The worksite succeeds", "사업장 성공 여부"),
                "of": "site_reduction",
                "is": "at_least",
                "than": "0.1",
            },
            {
                "key": "any_met",
                "do": "holds_over",
                **label("Any worksite succeeds", "성공한 사업장 존재 여부"),
                "when": "site_met",
                "whom": "any",
            },
            {
                "key": "joint_met",
                "do": "compare",
                **label("All together succeed", "전체 성공 여부"),
                "of": "joint_reduction",
                "is": "at_least",
                "than": "0.075",
            },
            advance("30000000"),
            {
                "key": "site_pay",
                "do": "lump",
                **label("For the worksite", "사업장 지급액"),
                "amount": "5000000",
                "when": "site_met",
            },
            {
                "key": "sites_pay",
                "do": "sum_over",
                **label("For all worksites that succeed", "성공한 사업장 지급액 합계"),
                "of": "site_pay",
            },
            {
                "key": "chosen",
                "do": "choose",
                **label("The test that applies", "적용되는 판정"),
                "cases": [
                    {"when": "any_met", "then": "sites_pay"},
                    {"when": "joint_met", "then": "5000000"},
                ],
                "otherwise": "0",
                "stage": "price",
            },
            {
                "key": "result",
                "do": "at_most",
                **label("Payment on results", "성과 지급금"),
                "of": "chosen",
                "limit": "60000000",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={
        "plan_approved": True,
        "worksite": [
            {"id": "1", "hazards_before": "20", "hazards_after": "18"},
            {"id": "2", "hazards_before": "40", "hazards_after": "39"},
        ],
    },
    along="",
)
