"""`manage.py terms`: every verb on files, in both languages, on a machine without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from programs.api import examples
from programs.domain.terms.schema import json_schema
from programs.management.commands import terms as command

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the sheet, its amendment, a case and a case that lacks its input."""
    for name, content in (
        ("sheet", examples.SHEET),
        ("other", examples.AMENDED),
        ("case", examples.CASE),
        ("empty", {}),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    return tmp_path


def said(*words: object, lang: str = "en") -> str:
    out = StringIO()
    call_command("terms", *map(str, words), lang=lang, stdout=out)
    return out.getvalue()


def refused(*words: object, lang: str = "en") -> tuple[int, str, str]:
    """(exit code, standard output, what is said on standard error)."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("terms", *map(str, words), lang=lang, stdout=out)
    return refusal.value.returncode, out.getvalue(), str(refusal.value)


def test_a_sound_sheet(files: Path) -> None:
    assert said("check", files / "sheet.json") == "Nothing is wrong with these terms.\n"


def test_problems_are_printed_and_end_with_one(files: Path) -> None:
    wrong = {**examples.SHEET, "steps": [{**examples.SHEET["steps"][0], "of": "nobody"}]}
    (files / "wrong.json").write_text(json.dumps(wrong))
    code, out, error = refused("check", files / "wrong.json")
    assert (code, error) == (1, "These terms cannot be signed yet; see above.")
    assert out.startswith("error: steps[0].of is “nobody”, which is neither an input nor a step.")


def test_a_name_is_told_as_it_is_written_also_where_a_state_has_the_same(files: Path) -> None:
    lost = {**examples.SHEET, "outputs": [{**examples.SHEET["outputs"][0], "amount": "share"}]}
    (files / "wrong.json").write_text(json.dumps(lost))
    for lang in ("en", "ko"):
        _code, out, _error = refused("check", files / "wrong.json", lang=lang)
        assert "“share”" in out.splitlines()[0]
    (files / "case.json").write_text('{"paid": 3}')
    _code, _out, error = refused("price", files / "wrong.json", files / "case.json")
    assert "“share”" in error


def test_a_case_is_priced_with_its_working(files: Path) -> None:
    assert said("price", files / "sheet.json", files / "case.json") == (
        "Reward: ₩50,000 for each hazard of Hazards removed (12 hazards) → ₩600,000\n"
        "Reward up to the cap: Reward (₩600,000), but at most ₩20,000,000 → ₩600,000\n"
        "= Paid on results: ₩600,000 · Bank → Firm\n"
    )


def test_the_same_in_korean(files: Path) -> None:
    assert said("price", files / "sheet.json", files / "case.json", lang="ko") == (
        "보상: 제거한 위험요인(12건) 1건당 ₩50,000 → ₩600,000\n"
        "상한 적용 보상: 보상(₩600,000). 단, 최대 ₩20,000,000 → ₩600,000\n"
        "= 성과 지급금: ₩600,000 · 은행 → 기업\n"
    )


def test_what_is_missing_ends_with_one_and_is_not_zero(files: Path) -> None:
    code, out, error = refused("price", files / "sheet.json", files / "empty.json")
    assert (code, error) == (1, "Some amounts cannot be evaluated; see above.")
    assert out.endswith(
        "= Paid on results: not known (Hazards removed is missing.) · Bank → Firm\n"
    )


def test_a_decimal_in_a_case_stays_exact(files: Path) -> None:
    sheet = json.loads(json.dumps(examples.SHEET))
    sheet["inputs"][0]["decimals"] = 2
    (files / "sheet.json").write_text(json.dumps(sheet))
    (files / "case.json").write_text('{"removed": 0.29}')
    assert "= Paid on results: ₩14,500 · Bank → Firm\n" in said(
        "price", files / "sheet.json", files / "case.json"
    )


def test_the_largest_cost(files: Path) -> None:
    assert said("bound", files / "sheet.json") == (
        "Paid on results: at most ₩20,000,000\nIn all at most ₩20,000,000\n"
    )


def test_what_can_come_back(files: Path) -> None:
    either = {
        **examples.SHEET,
        "steps": [
            {
                "key": "paid",
                "do": "two_sided",
                "of": "removed",
                "from": "20",
                "pays": "500000",
                "below": "5",
                "owes": "30000",
            }
        ],
    }
    (files / "sheet.json").write_text(json.dumps(either))
    assert said("bound", files / "sheet.json").splitlines()[1:] == [
        "In all at most ₩500,000",
        "At most ₩30,000 can come back to payers",
    ]


def test_terms_are_read_aloud(files: Path) -> None:
    out = said("explain", files / "sheet.json")
    assert out.startswith(
        "These terms\n  1. This is version 1 of “Safer worksites” (hazards), in KRW.\n"
    )
    assert (
        "How far it can go\n  5. “Reward up to the cap” is Reward, but at most ₩20,000,000.\n"
        in out
    )


def test_two_versions_in_words_and_in_money(files: Path) -> None:
    words = "Version 1 becomes version 2.\n“Reward”: rate from ₩50,000 to ₩60,000.\n"
    assert said("diff", files / "sheet.json", files / "other.json") == words
    assert said("diff", *(files / f"{n}.json" for n in ("sheet", "other", "case", "empty"))) == (
        f"{words}"
        "Case 1: Paid on results: ₩600,000 → ₩720,000 (₩120,000)\n"
        "Case 2: Paid on results: not known → not known (not known) (Hazards removed is missing.)\n"
        "Paid on results: not known → not known (not known) (Hazards removed is missing.)\n"
        "In all: not known → not known (not known) (Hazards removed is missing.)\n"
    )
    assert said("diff", files / "sheet.json", files / "sheet.json") == "Nothing changes.\n"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("check", "sheet"), examples.CHECKED),
        (("price", "sheet", "case"), examples.PRICED),
        (("bound", "sheet"), examples.BOUNDED),
        (("explain", "sheet"), examples.EXPLAINED),
        (("diff", "sheet", "other", "case"), examples.COMPARED),
    ],
)
def test_json_says_what_the_api_says(files: Path, words: Any, answer: dict[str, Any]) -> None:
    verb, *names = words
    assert json.loads(said(verb, *(files / f"{n}.json" for n in names), "--json")) == answer


def test_the_schema_is_printed(files: Path) -> None:
    assert json.loads(said("schema")) == json_schema()
    assert said("schema") == (ROOT / "docs" / "terms.schema.json").read_text()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("price", "sheet.json"), "“price” takes SHEET.json CASE.json."),
        (("check",), "“check” takes SHEET.json."),
        (("explain", "sheet.json", "case.json"), "“explain” takes SHEET.json."),
        (("check", "none.json"), "none.json cannot be read: No such file or directory."),
        (
            ("check", "broken.json"),
            (
                "broken.json breaks off as JSON in line 2, column 7: Expecting ':' delimiter. "
                "Look there for a comma, a bracket or a quotation mark."
            ),
        ),
        (("bound", "case.json"), "removed is not known here. Known are: "),
        (
            ("price", "sheet.json", "other.json"),
            "other.json: schema is not an input of these terms.",
        ),
        (("diff", "sheet.json", "case.json"), "case.json: removed is not known here."),
        (("diff", "case.json", "sheet.json"), "case.json: removed is not known here."),
        (("diff", "sheet.json", "sheet.json", "other.json"), "schema is not an input"),
        (("check", "large.json"), "large.json has more than 20000 bytes. Shorten it."),
    ],
)
def test_what_makes_no_sense_is_refused_with_two(
    files: Path, words: Any, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MOST_BYTES", 20_000)
    (files / "broken.json").write_text('{"id": "x",\n "a"  1}')
    (files / "large.json").write_text(" " * 20_001)
    monkeypatch.chdir(files)
    code, out, told = refused(*words)
    assert (code, out) == (2, "")
    assert told.startswith(error)


def test_it_needs_neither_a_database_nor_a_server(files: Path, tmp_path: Path) -> None:
    """The embedded servers are forbidden and there are no others; codes and streams are right."""
    left_out = (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "REDIS_URL",
        "EMBEDDED_AT",
        "DJANGO_SETTINGS_MODULE",
    )
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= {"EMBEDDED": "0", "DATA_DIR": str(tmp_path / "nothing")}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "terms", *map(str, words)],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run("price", files / "sheet.json", files / "case.json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("= Paid on results: ₩600,000 · Bank → Firm\n")
    wrong = run("price", files / "sheet.json", files / "none.json", "--lang", "en")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.endswith("none.json cannot be read: No such file or directory.\n")
    assert not (tmp_path / "nothing").exists()
