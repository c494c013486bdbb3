# SPDX-License-Identifier: MulanPSL-2.0
"""The two indicator taxonomies and the folding of their names (forms.md 1.2).

Names fold for comparison only; the wording of the file is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fuyi_editor.model.width import to_half_width


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Which 二级 kinds each 一级 group may hold, in the order in which they are printed."""

    name: str
    groups: dict[str, tuple[str, ...]]

    def allows(self, group: str, kind: str) -> bool:
        """Whether the (unfolded) pair of 一级 and 二级 belongs together."""
        return fold_kind(kind, group) in self.groups.get(fold_group(group), ())


T2015 = Taxonomy(
    "T2015",
    {
        "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
        "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    },
)
T2021 = Taxonomy(
    "T2021",
    {
        "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
        "产出指标": ("数量指标", "质量指标", "时效指标"),
        "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    },
)
TAXONOMIES = {taxonomy.name: taxonomy for taxonomy in (T2015, T2021)}

_GROUP_VARIANTS = {"效果": "效益"}
_KIND_VARIANTS = {
    "进度": "时效",
    "环境效益": "生态效益",
    "可持续发展": "可持续影响",
    "环境成本": "生态环境成本",
    "生态成本": "生态环境成本",
}
_WEIGHT_IN_LABEL = re.compile(r"\(\s*\d+(\.\d+)?\s*分?\s*\)$")


# A book has few names of levels, and rules and layouts fold them again and again.
@lru_cache(maxsize=1024)
def fold_group(name: str) -> str:
    """`产出`, `产出指标(50分)`, `效果指标` → the taxonomy's own name of the 一级 group."""
    stem = _stem(name)
    return _GROUP_VARIANTS.get(stem, stem) + "指标" if stem else ""


@lru_cache(maxsize=1024)
def fold_kind(name: str, group: str = "") -> str:
    """A 二级 kind's own name; anything with 满意度, or under 满意度, is 服务对象满意度指标."""
    stem = _stem(name)
    if "满意度" in stem or (stem and fold_group(group) == "满意度指标"):
        return "服务对象满意度指标"
    return _KIND_VARIANTS.get(stem, stem) + "指标" if stem else ""


def _stem(name: str) -> str:
    folded = "".join(to_half_width(name).split())
    return _WEIGHT_IN_LABEL.sub("", folded).removesuffix("指标")
