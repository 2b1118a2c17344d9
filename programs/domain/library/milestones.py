"""Amounts for milestones, each only after the one before it."""

from core.domain.words import Named
from programs.domain.library.template import Template
from programs.domain.library.writing import (
    Part,
    advance,
    label,
    measure,
    paid_advance,
    paid_result,
    plan,
    sheet,
)

NAME = Named("Milestones in a chain", "순차 이행 단계")


def _reached(key: str, name: Part, of: str, than: str = "50") -> Part:
    return {"key": key, "do": "compare", **name, "of": of, "is": "at_least", "than": than}


def _worth(key: str, name: Part, amount: str, when: str) -> tuple[Part, Part]:
    """An amount for a milestone, and how much of it is known so far."""
    return (
        {"key": key, "do": "lump", **name, "amount": amount, "when": when},
        {
            "key": f"{key}_known",
            "do": "so_far",
            "label": {
                "en": f"{name['label']['en']}, so far",
                "ko": f"{name['label']['ko']}(현재까지)",
            },
            "of": key,
        },
    )


TEMPLATE = Template(
    key="milestones",
    name=NAME,
    about=Named(
        "A later milestone is paid only if the earlier ones were reached. Each is paid as soon "
        "as it is known.",
        "앞 단계를 모두 달성해야 다음 단계를 지급합니다. 각 단계는 확인되는 대로 지급합니다.",
    ),
    seen_in=Named(
        "Work Programme (UK, 2011) and Innovation Fund: a job of 26 weeks counts only after 13 "
        "weeks",
        "영국 워크 프로그램(2011)·혁신기금: 13주 고용 후에만 26주 고용을 인정",
    ),
    written=sheet(
        "milestones",
        NAME,
        inputs=[
            plan(),
            measure(
                "guards_fitted",
                label("Guards fitted", "방호장치 설치 대수"),
                "device",
                "500",
            ),
            measure(
                "guards_in_use",
                label("Guards in use after three months", "3개월 후 사용 중인 방호장치"),
                "device",
                "500",
            ),
            measure(
                "guards_in_use_later",
                label("Guards in use after a year", "1년 후 사용 중인 방호장치"),
                "device",
                "500",
            ),
        ],
        steps=[
            _reached("fitted", label("All are fitted", "전량 설치"), "guards_fitted"),
            _reached("used", label("Nine in ten are in use", "90% 사용"), "guards_in_use", "45"),
            _reached(
                "kept", label("Eight in ten are kept", "80% 유지"), "guards_in_use_later", "40"
            ),
            {
                "key": "second",
                "do": "all_of",
                **label("First and second milestone", "1·2단계 달성"),
                "of": ["fitted", "used"],
            },
            {
                "key": "third",
                "do": "all_of",
                **label("All three milestones", "1·2·3단계 달성"),
                "of": ["fitted", "used", "kept"],
            },
            advance("30000000"),
            *_worth(
                "first", label("For the first milestone", "1단계 지급금"), "15000000", "fitted"
            ),
            *_worth(
                "next", label("For the second milestone", "2단계 지급금"), "20000000", "second"
            ),
            *_worth("last", label("For the third milestone", "3단계 지급금"), "25000000", "third"),
            {
                "key": "result",
                "do": "sum",
                **label("Payment on results", "성과 지급금"),
                "of": ["first_known", "next_known", "last_known"],
                "stage": "settle",
            },
        ],
        outputs=[paid_advance(), paid_result()],
    ),
    case={"plan_approved": True, "guards_fitted": "50", "guards_in_use": "46"},
    along="guards_fitted",
)
