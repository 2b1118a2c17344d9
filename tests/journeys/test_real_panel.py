"""The whole road on real establishments where no programme ever ran: it must not pay for luck."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from outcomes.models import SampleResult, Target, VerificationPlan

PANEL = (
    Path(__file__).resolve().parents[3] / "shared/data/msha/msha_single_member_panel_2013_2016.csv"
)
MAPPED = (
    "--unit=link_id",
    "--hours=emp_hrs_total",
    "--injuries=num_injuries",
    "--only=stable_hours=1",
    "--json",
)
pytestmark = pytest.mark.django_db
present = pytest.mark.skipif(not PANEL.exists(), reason=f"{PANEL.name} is not on this machine")


def walk(panel: Path, *options: str) -> dict[str, Any]:
    told = StringIO()
    call_command("journey", "--panel", str(panel), *(options or MAPPED), stdout=told)
    result: dict[str, Any] = json.loads(told.getvalue())
    return result


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "statement.pdf"


@present
def test_the_road_on_275_real_units_pays_for_evidence_once_and_never_for_luck(paper: Path) -> None:
    first = walk(PANEL, *MAPPED, f"--pdf={paper}")

    assert (first["units"], first["evaluated"], first["cannot_be_evaluated"]) == (275, 275, 0)
    share_bare = first["bare_rule_would_pay"] / first["units_with_a_baseline_case"]
    share_test = first["test_pays"] / first["units_with_a_baseline_case"]
    assert 0.45 < share_bare < 0.55, "the bare rule pays about half where nothing was done"
    assert share_test <= 0.05, "empirical Bayes at 5 % pays hardly anybody, and not above its level"
    assert first["books_balanced"]
    assert first["chain_intact"]
    assert first["committed"] == first["amount_paid"] + first["reserve_left"] + first["free"]
    assert paper.read_bytes().startswith(b"%PDF")
    assert VerificationPlan.objects.count() == SampleResult.objects.count() == 275

    again = walk(PANEL)

    moved = {name for name in first if first[name] != again[name]} - {"events_sealed"}
    assert not moved, "walking the same road again pays nobody twice"


@pytest.mark.parametrize(("units", "kind"), [(10, "rate_reduction"), (11, "empirical_bayes")])
def test_few_units_have_nothing_to_be_held_against(tmp_path: Path, units: int, kind: str) -> None:
    """Ten others are needed, and nobody is compared with themselves."""
    panel = tmp_path / "panel.csv"
    rows = [f"U{n},{year},20000,{1 + n % 3}" for n in range(units) for year in (2014, 2015)]
    panel.write_text("\n".join(["unit,year,hours,injuries", *rows, ""]), encoding="utf-8")

    told = walk(panel, "--json")

    assert (told["units"], told["evaluated"]) == (units, units)
    assert {target.design["kind"] for target in Target.objects.all()} == {kind}


def test_missing_hours_are_not_zero(tmp_path: Path) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_text("unit,year,hours,injuries\nA,2014,20000,3\nA,2015,,0\n", encoding="utf-8")

    told = walk(panel, "--json")

    assert (told["units"], told["cannot_be_evaluated"], told["test_pays"]) == (1, 1, 0)


@pytest.mark.parametrize(
    "rows",
    [
        "A,2014,20000,\nA,2015,20000,0\n",  # an empty cell of injuries
        "A,2014,20000\nA,2015,20000,0\n",  # a short line
        "A,2012,90000,9\nA,2014,90000,8\nA,2015,90000,0\n",  # a year of the baseline is missing
        "A,2014,90000,9\nA,2015,90000,0\nA,2018,90000,0\n",  # two years afterwards are missing
    ],
)
def test_what_is_not_in_the_panel_is_not_evaluated_and_the_others_are(
    tmp_path: Path, rows: str
) -> None:
    panel = tmp_path / "panel.csv"
    good = "B,2014,100000,20\nB,2015,100000,2\n"
    panel.write_text(f"unit,year,hours,injuries\n{rows}{good}", encoding="utf-8")

    told = walk(panel, "--json")

    assert (told["units"], told["cannot_be_evaluated"], told["test_pays"]) == (2, 1, 1)


def test_a_panel_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_bytes("unit,year,hours,injuries\n가,2014,1,0\n".encode("cp949"))
    with translation.override("en"), pytest.raises(CommandError, match="not in UTF-8"):
        walk(panel, "--json")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,year,hours,injuries\n", "no row that counts"),
        ("unit,year,hours,injuries\nA,2014,nan,0\n", "Row 2"),
        ("unit,year,hours,injuries\nA,2014,1,-5\n", "Row 2"),
        ("unit,year,hours,injuries\nA,2014,1,0\nA,2014,1,0\n", "Row 3 gives unit A"),
        ("unit,year,hours\nA,2014,1\n", "no column injuries"),
        ("unit,year,hours,injuries\nA,2014,many,0\n", "Row 2"),
        ("unit,year,hours,injuries\nA,2014,1,0\n", "no year on one side"),
    ],
)
def test_a_panel_that_cannot_be_read_is_refused_in_words(
    tmp_path: Path, text: str, words: str
) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_text(text, encoding="utf-8")

    with translation.override("en"), pytest.raises(CommandError, match=words):
        walk(panel, "--json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        walk(tmp_path / "nowhere.csv", "--json")
