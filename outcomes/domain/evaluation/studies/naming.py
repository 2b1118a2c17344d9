"""By which names a column is found; what is called otherwise is named in the parameters."""

from __future__ import annotations

import re

BEFORE = (
    "before", "baseline", "pre", "prior", "전", "이전", "기준", "기준기간", "개선전", "개선_전",
)  # fmt: skip
AFTER = (
    "after", "follow_up", "followup", "post", "following", "후", "이후", "평가", "평가기간",
    "개선후", "개선_후",
)  # fmt: skip
ALIASES: dict[str, tuple[str, ...]] = {
    "site": (
        "site", "site_id", "unit", "unit_id", "link_id", "worksite", "worksite_id", "workplace",
        "establishment", "segment", "mine", "id", "사업장", "사업장명", "사업장번호", "현장",
    ),
    "period": (
        "period", "phase", "time_period", "before_after", "when", "시기", "기간", "구분", "시점",
    ),
    "group": ("group", "arm", "treatment_group", "집단", "그룹"),
    "count": (
        "count", "counts", "events", "cases", "injuries", "num_injuries", "injury_count",
        "injured", "accidents", "crashes", "incidents", "observed", "obs", "n_events", "x", "freq",
        "frequency", "y", "재해자수", "재해건수", "사고건수", "건수", "재해자", "부상자",
    ),
    "exposure": (
        "exposure", "hours", "hours_worked", "emp_hrs_total", "man_hours", "work_hours",
        "person_hours", "person_years", "worker_years", "employee_years", "t", "pt", "time",
        "at_risk", "workers", "employees", "years", "service", "근로시간", "연근로시간",
        "연근로시간수", "시간", "근로자수", "노출",
    ),
    "expected": ("expected", "e", "mu", "expected_count", "expected_events", "predicted", "기대"),
    "predicted_before": (
        "predicted_before", "pred_before", "pred_b", "expected_before", "mu_before",
    ),
    "predicted_after": ("predicted_after", "pred_after", "pred_a", "expected_after", "mu_after"),
    "k": ("k", "overdispersion", "dispersion"),
    "active": ("active", "treat", "post_treated", "programme", "program", "law", "grant", "did"),
    "cluster": ("cluster",),
    "look": ("look", "interim", "date", "day", "week", "month", "quarter", "year", "회차"),
}  # fmt: skip
PERIOD_VALUES = {
    **dict.fromkeys((*BEFORE, "0", "b", "control", "reference", "comparison"), "before"),
    **dict.fromkeys((*AFTER, "1", "a", "treated", "treatment", "intervention"), "after"),
}
GROUP_VALUES = {
    **dict.fromkeys(("treated", "treatment", "intervention", "1", "개선", "처리"), "treated"),
    **dict.fromkeys(("comparison", "control", "placebo", "0", "비교", "대조"), "comparison"),
    **dict.fromkeys(("reference", "참조", "참고"), "reference"),
}
NUMBERED = r"(_?y?[0-9]+)?"


def normal(name: str) -> str:
    """A header as it is compared: small letters, no unit in brackets, one kind of gap."""
    bare = re.sub(r"[(\[（].*?[)\]）]", "", name).casefold()
    return re.sub(r"[\W_]+", "_", bare).strip("_")


def is_wide(name: str, role: str, side: tuple[str, ...]) -> bool:
    """Whether a header is a role in one period: `crashes_before`, `before_hours`, `obs_after_y2`.

    A bare `before` or `after` is the count.
    """
    roles, sides = "|".join(map(re.escape, ALIASES[role])), "|".join(map(re.escape, side))
    bare = f"|(?:{sides})" if role == "count" else ""
    pattern = f"(?:(?:{roles})_(?:{sides}){NUMBERED}|(?:{sides})_(?:{roles}){NUMBERED}{bare})"
    return re.fullmatch(pattern, normal(name)) is not None
