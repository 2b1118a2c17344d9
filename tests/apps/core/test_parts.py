"""Every part is drawn with what it usually gets and with nothing at all, and says what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override

from core.domain.money import Money
from core.domain.words import say
from core.forms import Form, KeyField

PARTS = Path(__file__).parents[3] / "templates" / "components"
HASH = "9f2c" + "0" * 56 + "a17e"
AT = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Seoul"))


class Decide(Form):
    decision = forms.ChoiceField(
        label="Decision", choices=[("a", "I approve it")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Reason", required=False, help_text="Needed unless you approve.")
    key = KeyField()


FACTS = [
    {"label": "Payee", "value": "Hanbit", "url": "/payee/"},
    {"label": "Account", "value": None},
]


def refused() -> Decide:
    """The form sent empty, its errors said in English whoever asked for them first."""
    with override("en"):
        form = Decide(data={})
        form.full_clean()
    return form


TYPICAL: dict[str, tuple[dict[str, Any], list[str]]] = {
    "approval_line": (
        {
            "steps": [
                {"role": "Prepared", "who": "Olivia", "at": AT, "state": "done"},
                {"role": "Approve", "who": "Anna", "state": "now", "until": AT},
                {"role": "Pay", "state": "todo", "note": say("After %(n)s approvals", n=2)},
                {"role": "Refused", "state": "stopped", "at": AT},
            ]
        },
        [
            "Olivia",
            "2026-06-01 12:00 KST",
            'aria-current="step"',
            "until <time>2026-06-01 12:00 KST</time>",
            "After 2 approvals",
            "Stopped here",
        ],
    ),
    "breadcrumb": (
        {"crumbs": [("Payouts", "/payouts/"), ("P-1", "")]},
        ['href="/payouts/"', 'aria-current="page">P-1'],
    ),
    "cell": ({"cell": {"label": "P-1", "url": "/p/1/"}}, ['<a href="/p/1/">P-1</a>']),
    "chart": (
        {"title": "Paid", "svg": "<svg></svg>", "columns": [{"label": "Year"}], "rows": [["2026"]]},
        ["<svg></svg>", "The same numbers as a table", "2026"],
    ),
    "checklist": (
        {
            "checks": [
                {"result": "ok", "words": "Within the limit"},
                {"result": "warn", "words": "Twice?", "url": "/w/"},
                {"result": "block", "words": "No account"},
            ]
        },
        ["Passed:", "Look at this:", "Stops the way:", 'href="/w/"'],
    ),
    "confirm_panel": (
        {
            "title": "Sign",
            "rows": FACTS,
            "consequence": "It is owed then.",
            "form": Decide(),
            "csrf_token": "t0ken",
            "button": "Sign",
            "cancel_url": "/back/",
            "digest": HASH,
            "danger": True,
        },
        ["t0ken", "It is owed then.", HASH, "danger", "Back, change nothing"],
    ),
    "diff": (
        {"changes": [{"label": "Sites", "before": 58, "after": 56, "reason": "Two unconfirmed"}]},
        ["<del>", "<ins>", "Two unconfirmed"],
    ),
    "empty_state": (
        {"what": "No claims.", "next": "Match a worksite.", "url": "/m/", "label": "Match"},
        ["No claims.", "Match a worksite.", 'href="/m/"'],
    ),
    "error_page": ({"exception_words": "Two are missing."}, ["Two are missing."]),
    "error_summary": (
        {"form": refused()},
        ['role="alert"', "autofocus", 'href="#id_decision"', "nothing you entered is lost"],
    ),
    "evidence_card": (
        {
            "title": "Guard",
            "note": "Daesung",
            "digest": HASH,
            "url": "/e/1/",
            "image": "/e/1.jpg",
            "matches": True,
        },
        ['alt="Guard"', "9f2c…a17e", "unchanged"],
    ),
    "field": (
        {"field": refused()["decision"]},
        ["<fieldset", "<legend", "I approve it", "Choose one"],
    ),
    "field_notes": ({"field": refused()["reason"]}, ["Needed unless you approve."]),
    "footer": ({}, ["programme office"]),
    "form": (
        {
            "form": Decide(),
            "csrf_token": "t0ken",
            "button": "Send",
            "cancel_url": "/back/",
            "action": "/to/",
        },
        ["t0ken", "Send", 'action="/to/"', 'type="radio"', "novalidate"],
    ),
    "form_fields": ({"form": Decide()}, ['type="hidden"', "Reason", "(optional)"]),
    "hash": ({"digest": HASH}, ["9f2c…a17e", f'title="{HASH}"']),
    "job_progress": (
        {"job": {"done": 3, "total": 9, "words": "Counting"}, "poll_url": "/j/1/"},
        ['hx-get="/j/1/"', "<progress", "3 of 9"],
    ),
    "kpi": ({"label": "Paid", "value": "₩5", "note": "1 %"}, ["Paid", "₩5", "1 %"]),
    "main_menu": (
        {"menu": [("My tasks", "/", 3, True), ("Payouts", "/p/", 0, False)]},
        ['aria-current="page"', "3<span", "waiting"],
    ),
    "messages": (
        {
            "messages": [
                {"level_tag": "error"},
                {"level_tag": "success"},
                {"level_tag": "warning"},
                {"level_tag": "info"},
            ]
        },
        ['role="status"', "bad", "ok", "warn", "info"],
    ),
    "list_filter": ({"filter": Decide(), "query": "text=x"}, ['method="get"', 'href="?"']),
    "money": ({"amount": Money(5_000_000)}, ["₩5,000,000"]),
    "pagination": (
        {"page": Paginator(range(30), 10).page(2), "query": "state=paid"},
        ["?state=paid&amp;page=1", "Page 2 of 3", "page=3"],
    ),
    "receipt": (
        {
            "title": "Approved",
            "rows": FACTS,
            "next": "The treasurer pays.",
            "digest": HASH,
            "url": "/r.pdf",
            "label": "PDF",
        },
        ["Approved", "The treasurer pays.", HASH, "/r.pdf"],
    ),
    "state_badge": ({"state": "approved"}, ["b-badge ok", "Approved"]),
    "step_indicator": ({"steps": ["Find", "Fill in"], "now": 2}, ['aria-current="step"', "(done)"]),
    "summary_list": ({"rows": FACTS}, ["Payee", "Hanbit", 'href="/payee/"', "—"]),
    "table": (
        {
            "caption": "Payouts",
            "columns": [{"label": "Payout"}, {"label": "State"}, {"label": "Won", "num": True}],
            "rows": [[{"label": "P-1", "url": "/p/1/"}, {"state": "held"}, 0]],
        },
        ["<caption>Payouts", 'scope="row"', "On hold", 'data-label="Won">0'],
    ),
    "take_away": ({"url": "/e/", "query": "text=x", "count": 3}, ['"/e/?text=x"', "3 rows"]),
    "task_list": (
        {
            "tasks": [
                {"label": "Targets", "url": "/t/", "state": "draft", "hint": "2 of 4"},
                {"label": "Certify"},
            ]
        },
        ['href="/t/"', "2 of 4", '<span class="off">'],
    ),
    "timeline": (
        {"events": [{"words": say("Paid"), "at": AT, "who": "Theo", "note": "Sent."}]},
        ["Paid", "2026-06-01 12:00 KST", "Theo", "Sent."],
    ),
    "tools": ({"csrf_token": "t0ken"}, ["t0ken", "한국어"]),
    "why_not": (
        {"reasons": [say("You prepared it.")], "what": "Why not?"},
        ["You prepared it.", "Why not?"],
    ),
    "working": (
        {
            "lines": [
                {
                    "words": say("%(n)s sites", n=56),
                    "how": "58 less 2",
                    "value": "56",
                    "grounds": "Evidence",
                    "url": "/e/",
                },
                {"words": "Rate", "amount": 950_000},
            ],
            "total": Money(53_200_000),
        },
        [
            "56 sites",
            "58 less 2",
            'href="/e/"',
            "₩950,000",
            "₩53,200,000",
            'id="line-2"',
            "Amount due",
        ],
    ),
}
EMPTY = {
    "approval_line": "Nobody has acted yet.",
    "checklist": "No checks have run yet.",
    "diff": "Nothing changed since then.",
    "empty_state": "Nothing here yet.",
    "hash": "—",
    "kpi": "—",
    "money": "—",
    "table": "Nothing here yet.",
    "task_list": "New work appears here by itself.",
    "timeline": "Nothing has happened yet.",
    "working": "Lines appear once the result is verified.",
}


def drawn(part: str, context: dict[str, Any]) -> str:
    with override("en"):
        return render_to_string(f"components/{part}.html", context)


def test_no_part_is_forgotten_here() -> None:
    assert {path.stem for path in PARTS.glob("*.html")} == set(TYPICAL)


@pytest.mark.parametrize("part", TYPICAL)
def test_a_part_shows_what_it_is_given(part: str) -> None:
    given, expected = TYPICAL[part]
    page = drawn(part, given)
    assert [words for words in expected if words not in page] == []


@pytest.mark.parametrize("part", TYPICAL)
@pytest.mark.filterwarnings("ignore:A {% csrf_token %}")
def test_a_part_that_gets_nothing_breaks_nothing_and_says_so(part: str) -> None:
    assert EMPTY.get(part, "") in drawn(part, {})


@pytest.mark.parametrize(
    ("part", "given", "words"),
    [
        ("evidence_card", {"title": "Rail", "digest": HASH, "matches": False}, "not what was sent"),
        (
            "job_progress",
            {"job": {"finished": True, "result_url": "/r/"}, "poll_url": "/j/"},
            "See the result",
        ),
        (
            "job_progress",
            {"job": {"failed": True, "words": "Row 4 has no hours."}},
            "This did not work.",
        ),
        ("pagination", {"newer_url": "/n/", "older_url": "/o/"}, "Older"),
        ("state_badge", {"state": "approved", "label": "Waits", "tone": "warn"}, "b-badge warn"),
    ],
)
def test_a_part_has_other_faces(part: str, given: Any, words: str) -> None:
    assert words in drawn(part, given)


def test_a_finished_job_is_not_asked_for_again() -> None:
    assert "hx-get" not in drawn("job_progress", {"job": {"finished": True}, "poll_url": "/j/"})


def test_a_part_never_trusts_what_people_wrote() -> None:
    page = drawn("summary_list", {"rows": [{"label": "<b>", "value": "<script>"}]})
    assert ("<script>" in page, "&lt;script&gt;" in page) == (False, True)
