# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers shown by their format codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.xlsx.numbers import show_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("12.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("-5", "#,##0.00;-#,##0.00", "-5.00"),
        ("-5", "0;[Red](0)", "(5)"),
        ("95", '"≥"0"%"', "≥95%"),
        ("0.955", "0.0%", "95.5%"),
        ("2.5", "0", "3"),
        ("0.5", "#.##", ".5"),
        ("7", "000", "007"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.5E-7", "General", "0.00000015"),
        ("1e300", "0.00", "1E+300"),
        ("123456", "#,##0.0,", "123.5"),
        ("0.25", "# ?/?", "0.25"),
        ("45000", "[$-804]yyyy/mm/dd;@", "2023/03/15"),
        ("45000.75", "yyyy-m-d h:mm", "2023-3-15 18:00"),
        ("45000.75", "h:mm AM/PM", "6:00 下午"),
        ("45000", "aaaa", "星期三"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("60", "yyyy-m-d", "1900-2-28"),
        ("-1", "yyyy-m-d", "-1"),
        ("5", ";;;", ""),
        ("5", "", "5"),
        ("12000", "0.00E+00", "1.20E+4"),
        ("5", "0" * 300, "5"),
        ("6", r"0\人", "6人"),
        ("6", "¥0.00", "¥6.00"),
        ("6", "[$¥-804]0.00", "¥6.00"),
        ("nan", "0", "nan"),
    ],
)
def test_number_formats(value: str, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@given(
    st.floats() | st.integers(),
    st.text(st.sampled_from('0#?.,%E+-ymdhs;"\\_*[]/@ General年'), max_size=20),
)
def test_no_format_code_stops_reading(value: float, code: str) -> None:
    assert isinstance(show_number(repr(value), code), str)
