"""One sheet for the description of the API, small enough to be worked by hand."""

from __future__ import annotations

from typing import Any

SHEET: dict[str, Any] = {
    "schema": "boram.terms/1",
    "id": "hazards",
    "title": {"en": "Safer worksites", "ko": "안전한 사업장"},
    "version": 1,
    "currency": {"code": "KRW", "minor": 0},
    "parties": [
        {"key": "bank", "label": {"en": "Bank", "ko": "은행"}},
        {"key": "firm", "label": {"en": "Firm", "ko": "기업"}},
    ],
    "inputs": [
        {
            "key": "removed",
            "label": {"en": "Hazards removed", "ko": "제거한 위험요인"},
            "kind": "number",
            "unit": "hazard",
            "least": "0",
            "most": "500",
        }
    ],
    "steps": [
        {
            "key": "reward",
            "do": "unit_rate",
            "of": "removed",
            "rate": "50000",
            "label": {"en": "Reward", "ko": "보상"},
        },
        {
            "key": "paid",
            "do": "at_most",
            "of": "reward",
            "limit": "20000000",
            "label": {"en": "Reward up to the cap", "ko": "상한 적용 보상"},
        },
    ],
    "outputs": [
        {
            "key": "result",
            "label": {"en": "Paid on results", "ko": "성과 지급금"},
            "amount": "paid",
            "payer": "bank",
            "payee": "firm",
        }
    ],
}
AMENDED: dict[str, Any] = {
    **SHEET,
    "version": 2,
    "steps": [{**SHEET["steps"][0], "rate": "60000"}, SHEET["steps"][1]],
}
CASE: dict[str, Any] = {"removed": 12}
CHECKED: dict[str, Any] = {"errors": 0, "warnings": 0, "problems": []}
PRICED: dict[str, Any] = {
    "terms": {
        "id": "hazards",
        "version": 1,
        "sha256": "81e451832709d7d3dc1d5a0c8c69ce0947fdd02cb6ab59734eaf2f56c0f60c27",
        "currency": "KRW",
        "minor": 0,
    },
    "is_complete": True,
    "total": 600000,
    "amounts": [
        {
            "key": "result",
            "label": "Paid on results",
            "subject": "",
            "payer": "bank",
            "payee": "firm",
            "payer_told": "Bank",
            "payee_told": "Firm",
            "tranche": "results",
            "minor": 600000,
            "told": "₩600,000",
            "due": None,
            "why": [],
        }
    ],
    "reports": [],
    "lines": [
        {
            "key": "reward",
            "subject": "",
            "stage": "price",
            "rule": "P1",
            "label": "Reward",
            "working": "₩50,000 for each hazard of Hazards removed (12 hazards)",
            "taken": {"removed": "12"},
            "value": "600000",
            "told": "₩600,000",
            "why": [],
        },
        {
            "key": "paid",
            "subject": "",
            "stage": "cap",
            "rule": "K3",
            "label": "Reward up to the cap",
            "working": "Reward (₩600,000), but at most ₩20,000,000",
            "taken": {"reward": "600000"},
            "value": "600000",
            "told": "₩600,000",
            "why": [],
        },
    ],
}
REACH: dict[str, Any] = {
    "smallest": 0,
    "largest": 20000000,
    "returned": 0,
    "told": "₩20,000,000",
    "told_returned": "₩0",
}
BOUNDED: dict[str, Any] = {
    "terms": {
        "id": "hazards",
        "version": 1,
        "sha256": "81e451832709d7d3dc1d5a0c8c69ce0947fdd02cb6ab59734eaf2f56c0f60c27",
        "currency": "KRW",
        "minor": 0,
    },
    **REACH,
    "outputs": [
        {
            "key": "result",
            "label": "Paid on results",
            "payer": "bank",
            "payee": "firm",
            "tranche": "results",
            "subjects": 1,
            "each": [0, 20000000],
            "smallest": 0,
            "largest": 20000000,
            "told": "₩20,000,000",
        }
    ],
    "tranches": {"results": REACH},
    "payers": {"bank": REACH},
}
EXPLAINED: dict[str, Any] = {
    "terms": {
        "id": "hazards",
        "version": 1,
        "sha256": "81e451832709d7d3dc1d5a0c8c69ce0947fdd02cb6ab59734eaf2f56c0f60c27",
        "currency": "KRW",
        "minor": 0,
    },
    "articles": [
        {
            "heading": "These terms",
            "sentences": [
                {
                    "number": 1,
                    "sentence": "This is version 1 of “Safer worksites” (hazards), in KRW.",
                },
                {"number": 2, "sentence": "No day is set from which on they hold."},
            ],
        },
        {
            "heading": "What has to be known",
            "sentences": [
                {
                    "number": 3,
                    "sentence": "“Hazards removed”: from 0 hazards to 500 hazards; a "
                    "whole number; as declared.",
                }
            ],
        },
        {
            "heading": "What it is worth",
            "sentences": [
                {"number": 4, "sentence": "“Reward” is ₩50,000 for each hazard of Hazards removed."}
            ],
        },
        {
            "heading": "How far it can go",
            "sentences": [
                {
                    "number": 5,
                    "sentence": "“Reward up to the cap” is Reward, but at most ₩20,000,000.",
                }
            ],
        },
        {
            "heading": "What is paid",
            "sentences": [
                {
                    "number": 6,
                    "sentence": "Bank pays Firm for “Paid on results”, on results: "
                    "the amount of “Reward up to the cap”.",
                },
                {"number": 7, "sentence": "An amount below zero is owed the other way round."},
            ],
        },
    ],
}
COMPARED: dict[str, Any] = {
    "old": {
        "id": "hazards",
        "version": 1,
        "sha256": "81e451832709d7d3dc1d5a0c8c69ce0947fdd02cb6ab59734eaf2f56c0f60c27",
        "currency": "KRW",
        "minor": 0,
    },
    "new": {
        "id": "hazards",
        "version": 2,
        "sha256": "5da6e1445eb9d2278c64b925510c64ca21e414bc067be398a0165dc89595d6d6",
        "currency": "KRW",
        "minor": 0,
    },
    "sentences": ["Version 1 becomes version 2.", "“Reward”: rate from ₩50,000 to ₩60,000."],
    "differences": [
        {
            "case": 0,
            "key": "result",
            "label": "Paid on results",
            "subject": "",
            "old": {"minor": 600000, "told": "₩600,000", "why": []},
            "new": {"minor": 720000, "told": "₩720,000", "why": []},
            "change": {"minor": 120000, "told": "₩120,000", "why": []},
        },
        {
            "case": None,
            "key": "result",
            "label": "Paid on results",
            "subject": "",
            "old": {"minor": 600000, "told": "₩600,000", "why": []},
            "new": {"minor": 720000, "told": "₩720,000", "why": []},
            "change": {"minor": 120000, "told": "₩120,000", "why": []},
        },
        {
            "case": None,
            "key": None,
            "label": "In all",
            "subject": "",
            "old": {"minor": 600000, "told": "₩600,000", "why": []},
            "new": {"minor": 720000, "told": "₩720,000", "why": []},
            "change": {"minor": 120000, "told": "₩120,000", "why": []},
        },
    ],
}
