# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers in front of goals and headings: which are one list, and how it goes on."""

from __future__ import annotations

import pytest

from fuyi_editor.model.numbering import chinese_number, numbering_of, says_nothing, without_number


@pytest.mark.parametrize(
    ("texts", "numbered"),
    [
        (["1.慰问", "2．培训"], ["1.慰问", "2.培训", "3."]),
        (["1、慰问", "2、培训"], ["1、慰问", "2、培训", "3、"]),
        (["目标一：慰问", "目标二：培训"], ["目标一：慰问", "目标二：培训", "目标三："]),
        (["目标1:慰问"], ["目标1:慰问", "目标2:"]),
        (["一、概况", "二、评价"], ["一、概况", "二、评价", "三、"]),
        (["（一）概况", "（二）评价"], ["（一）概况", "（二）评价", "（三）"]),
        ([f"{chinese_number(n)}、条" for n in range(1, 21)],
         [f"{chinese_number(n)}、条" for n in range(1, 21)] + ["二十一、"]),
    ],
)  # fmt: skip
def test_a_list_goes_on_as_it_is_numbered(texts, numbered):
    numbering = numbering_of(texts)
    assert numbering is not None
    assert numbering.applied([*texts, ""]) == numbered


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["慰问"],
        ["1.慰问", "培训"],
        ["2.慰问", "3.培训"],
        ["1.慰问", "二、培训"],
        ["1.5万元慰问"],
        ["十十、慰问"],
    ],
)
def test_what_is_not_numbered_throughout_is_left_alone(texts):
    assert numbering_of(texts) is None


def test_a_hundredth_text_gets_a_number_too():
    numbering = numbering_of(["一、首"])
    assert numbering is not None
    assert numbering.applied([""] * 100)[-1] == "100、"


def test_a_bare_number_says_nothing():
    assert says_nothing("目标一：\n2.\n（三）\n")
    assert not says_nothing("1.5万元")
    assert without_number("目标二：培训3次。") == "培训3次。"
