"""A share is held back until the follow-up."""

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

NAME = Named("Held back until the follow-up", "사후 점검까지 지급 유보")

TEMPLATE = Template(
    key="holdback",
    name=NAME,
    about=Named(
        "Nine tenths are paid on the verified result; the tenth is paid once the follow-up shows "
        "that it lasts.",
        "검증된 성과의 90%를 먼저 지급하고, 나머지 10%는 사후 점검에서 목표만큼 유지가 확인되면 "
        "지급합니다.",
    ),
    seen_in=Named(
        "Retention as construction contracts know it; no outcomes contract with public numbers "
        "was found",
        "건설 계약의 유보금 방식. 수치가 공개된 성과보상 계약은 찾지 못함",
    ),
    written=sheet(
        "holdback",
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
                "worksites_still_safe",
                label("Worksites still safe at the follow-up", "사후 점검 시 유지된 사업장 수"),
                "worksite",
                "100",
            ),
            goal(
                "worksites_to_last",
                label("Worksites that have to last", "유지되어야 하는 사업장 수"),
                "worksites_still_safe",
                "worksite",
                "100",
            ),
        ],
        steps=[
            {
                "key": "lasts",
                "do": "compare",
                **label("The result lasts", "성과 유지 여부"),
                "of": "worksites_still_safe",
                "is": "at_least",
                "than": "worksites_to_last",
            },
            advance("30000000"),
            {
                "key": "earned",
                "do": "unit_rate",
                **label("Worksites times rate", "사업장 수 × 단가"),
                "of": "worksites_made_safe",
                "rate": "800000",
            },
            {
                "key": "parts",
                "do": "holdback",
                **label("Now and later", "즉시 지급과 유보"),
                "of": "earned",
                "share": "0.1",
                "unit": "1",
            },
            {
                "key": "released",
                "do": "gate",
                **label("Paid at the follow-up", "사후 점검 후 지급액"),
                "of": "parts.held",
                "when": "lasts",
                "stage": "settle",
            },
            {
                "key": "released_known",
                "do": "so_far",
                **label("Paid at the follow-up, so far", "사후 점검 후 지급액(현재까지)"),
                "of": "released",
            },
            {
                "key": "result",
                "do": "sum",
                **label("Payment on results", "성과 지급금"),
                "of": ["parts.now", "released_known"],
                "stage": "settle",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "worksites_made_safe": "60"},
    along="worksites_made_safe",
)
