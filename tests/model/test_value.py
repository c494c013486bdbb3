# SPDX-License-Identifier: MulanPSL-2.0
"""The grammar of indicator values; what was typed survives."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.nodes import Indicator
from fuyi_editor.model.value import IndicatorValue, ValueKind, read_value
from tests.growth import assert_not_far_slower

QUANTITY, QUALITY = ValueKind.QUANTITY, ValueKind.QUALITY
DEADLINE, UNKNOWN = ValueKind.DEADLINE, ValueKind.UNKNOWN


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("≤200元/户", "≤", "200", "元/户"),
        ("=100.00(%)", "=", "100.00", "%"),
        ("＝１００．００（％）", "=", "100.00", "%"),
        ("≤3.84万", "≤", "3.84", "万"),
        ("大于等于95%", "≥", "95", "%"),
        ("大于95%", ">", "95", "%"),
        ("不少于26次", "≥", "26", "次"),
        ("90%以上", "≥", "90", "%"),
        ("90%及以上", "≥", "90", "%"),
        ("1,020.5万元以内", "≤", "1,020.5", "万元"),
        (">= 95 %", "≥", "95", "%"),
        ("4场", "", "4", "场"),
        ("≥5", "≥", "5", ""),
        ("-5%", "", "-5", "%"),
        ("≥95百分比", "≥", "95", "百分比"),
        ("≥6年", "≥", "6", "年"),
        ("≤12个月", "≤", "12", "个月"),
        ("≥4次/年", "≥", "4", "次/年"),
        ("≤500元/(人·天)", "≤", "500", "元/(人·天)"),
        ("≥3人(含)", "≥", "3", "人"),
        ("≥95%（含）", "≥", "95", "%"),
        ("≤2小时", "≤", "2", "小时"),
    ],
)
def test_quantities(text: str, sign: str, number: str, unit: str) -> None:
    assert read_value(text) == (sign, number, unit, QUANTITY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023年12月底前完成", DEADLINE),
        ("2023年12月底", DEADLINE),
        ("2023年", DEADLINE),
        ("12月31日前", DEADLINE),
        ("≤9月", DEADLINE),
        ("按时完成", DEADLINE),
        ("第三季度", DEADLINE),
        ("优", QUALITY),
        ("完成", QUALITY),
        ("广泛动员", QUALITY),
        ("严格监控", QUALITY),
        ("", UNKNOWN),
        ("　", UNKNOWN),
        ("7*24小时", UNKNOWN),
        ("10-20人", UNKNOWN),
        ("1:20", UNKNOWN),
        ("较上年提高≥5%", UNKNOWN),
        ("每季度1次", UNKNOWN),
        ("全年≥12场", UNKNOWN),
        ("100%及时", UNKNOWN),
        ("3个工作日内按时完成", DEADLINE),
    ],
)
def test_what_is_no_quantity(text: str, kind: ValueKind) -> None:
    assert read_value(text) == ("", "", "", kind)


def test_the_number_is_a_decimal() -> None:
    assert IndicatorValue(text="≤1,020.50万元").number == Decimal("1020.50")
    assert IndicatorValue(text="优").number is None


@given(st.text())
def test_the_text_survives_verbatim(text: str) -> None:
    value = IndicatorValue(text=text)
    assert value.text == text
    indicator = Indicator(name="培训合格率", value=value)
    data = indicator.model_dump(mode="json")
    assert data["value"]["text"] == text
    assert Indicator.model_validate(data).value == value
    assert value.is_blank == (not text.strip())


@given(st.text("≥≤=<>0123456789.,+-%％()（）个次元/万年月日以上内大于等 \n*", max_size=30))
def test_what_is_read_stands_in_the_text(text: str) -> None:
    value = IndicatorValue(text=text)
    reading = value.reading
    assert (value.number is not None) == (reading.kind is QUANTITY)
    assert json.loads(value.model_dump_json())["kind"] == reading.kind.value
    if reading.kind is not QUANTITY:
        assert reading[:3] == ("", "", "")


@pytest.mark.parametrize("piece", ["1", " ", "1月", "≥", "年", "1 ", "(", "大于"])
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    short, long = ("1" + piece * count + "！次" for count in (2_000, 8_000))
    assert_not_far_slower(lambda: read_value(long), than=lambda: read_value(short))
