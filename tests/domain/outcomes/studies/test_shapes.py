"""However a table is written, the same numbers come out; what is not understood is named."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies import evaluate, table_from
from tests.domain.outcomes.studies.tables import FAY, P, study

KOREAN = "시기,재해자수,근로시간\n전,9,16660\n후,2,17877\n"


@pytest.mark.parametrize(
    "content",
    [
        FAY,
        FAY.replace("\n", "\r\n"),
        FAY.replace("\n", "\r"),
        "\ufeff" + FAY,
        FAY.replace(",", ";"),
        "sep=;\n" + FAY.replace(",", ";"),
        FAY.replace(",", "\t").replace("16660", "16660,0"),
        FAY.replace("period", " Period ").replace("exposure", "Exposure (hours)"),
        FAY.replace("before", "Pre").replace("after", "FOLLOW-UP"),
        FAY.replace("before", "0").replace("after", "1"),
        FAY.replace("16660", '"16,660"').replace("17877", "1.7877e4"),
        KOREAN,
        KOREAN.encode("cp949"),
        "period,cases,exposure\nafter,1,7877\nbefore,4,660\nafter,1,10000\nbefore,5,16000\n",
        "before,after,exposure_before,exposure_after\n9,2,16660,17877\n",
        "site,crashes_before,years_before,crashes_after,years_after\nA,4,660,2,7877\nB,5,16000,0,10000\n",
        "obs_before_y1,obs_before_y2,obs_after_y1,hours_before,hours_after\n4,5,2,16660,17877\n",
        "after,injuries,hours\n0,9,16660\n1,2,17877\n\n",
        "group,events,person_years\ncontrol,9,16660\ntreated,2,17877\n",
    ],
)
def test_one_table_in_many_writings(content: str | bytes) -> None:
    found = study(content)
    assert found["p_value"] == pytest.approx(P, rel=1e-12)
    assert found["ratio"] == pytest.approx(0.20709415574325793, rel=1e-12)


def test_columns_and_periods_by_their_own_names() -> None:
    text = "yr,hurt,slightly,worked,sure\n2021,5,4,16660,y\n2022,2,0,17877,y\n2023,9,9,9,y\n2022,8,8,8,n\n"
    found = study(
        text,
        columns={"period": "yr", "count": ["hurt", "slightly"], "exposure": "worked"},
        where={"sure": "y"},
        before=["2021"],
        after=[2022],
    )
    assert found["p_value"] == pytest.approx(P, rel=1e-12)
    assert found["diagnostics"]["rows_outside_the_periods"] == 1
    assert found["diagnostics"]["columns"]["count"] == ["hurt", "slightly"]
    assert found["data"]["rows"] == 4


def test_a_comparison_group_is_not_added_to_the_treated() -> None:
    rows = "control,before,90,100\ncontrol,after,99,100\n"
    with_others = (
        "group,period,cases,exposure\n"
        + rows
        + FAY.partition("\n")[2]
        .replace("before", "treated,before")
        .replace("after,", "treated,after,")
    )
    found = study(with_others)
    assert found["p_value"] == pytest.approx(P, rel=1e-12)
    assert found["diagnostics"]["rows_of_other_groups"] == 2


def test_exposures_may_be_given_where_no_column_holds_them() -> None:
    found = study("before,after\n9,2\n", exposure_before=16660, exposure_after=17877)
    assert found["p_value"] == pytest.approx(P, rel=1e-12)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xff\xfe\x00", "neither UTF-8 nor CP949"),
        ('period,cases\nbefore,"9', "a quotation mark is open"),
        ("period,cases,exposure\nbefore,9,1,7\n", "Row 2 has more cells"),
        ("period,cases\nbefore,9\nafter,2\n", "No column for “exposure” was found"),
        ("period,exposure\nbefore,9\n", "No column for “count” was found"),
        ("cases,exposure\n9,1\n", "No column for “period” was found"),
        ("cases,cases,period,hours\n9,1,0,1\n", "“cases” appears more than once"),
        (FAY.replace("9,", "nine,"), "Row 2, column “cases” is “nine”"),
        (FAY.replace("9,", "-9,"), "It has to be a number from 0 on"),
        (FAY.replace("9,", "9.5,"), "Cases are counted in whole numbers"),
        (FAY.replace("before", "never"), "Row 2, column “period” is “never”, which is neither"),
        ("period;cases;hours\n0;9;16,660\n1;2;17877\n", "column “hours” is “16,660”"),
    ],
)
def test_what_is_not_understood_is_named(content: str | bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        study(content)


def test_the_same_file_gives_the_same_answer() -> None:
    once, again = study(FAY), study(FAY)
    assert once == again
    assert once["data"]["digest"] != study(FAY + "\n")["data"]["digest"]


def test_a_design_needs_its_table_and_has_a_name() -> None:
    with pytest.raises(RuleBroken, match="“exact” needs a table"):
        evaluate("exact", table=None, params={})
    with pytest.raises(RuleBroken, match="There is no design “magic”"):
        evaluate("magic", table=table_from(FAY.encode()), params={})
