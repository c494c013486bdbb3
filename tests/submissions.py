# SPDX-License-Identifier: MulanPSL-2.0
"""Hypothesis strategies for submissions, and random edits as a person would make them."""

from __future__ import annotations

from hypothesis import strategies as st

from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.nodes import (
    Budget,
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.model.taxonomy import T2015

# Real texts have brackets, quotes, signs, spaces inside; none begins or ends with white space,
# and none is a label of the form.
_CHARACTERS = "妇女儿童培训活动满意率完成合格ab12。，、（）“”≥≤%= +-@"
texts = st.text(_CHARACTERS, max_size=24).map(str.strip)
words = texts.filter(bool)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
amounts = st.one_of(
    st.just(""), st.decimals(0, 9999, places=2, allow_nan=False).map(lambda d: f"{d:.2f}")
)
values = st.one_of(texts, st.sampled_from(["≥95%", "≤200元/户", "优", "=100%", "按时完成"]))

indicators = st.builds(
    Indicator,
    name=texts,
    description=texts,
    value=values,
    basis=texts,
)


def _kinds(names: tuple[str, ...]) -> st.SearchStrategy[tuple[IndicatorKind, ...]]:
    chosen = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
    rows = st.lists(indicators, min_size=1, max_size=3).map(tuple)
    return chosen.flatmap(
        lambda kinds: st.tuples(
            *(st.builds(IndicatorKind, name=st.just(kind), indicators=rows) for kind in kinds)
        )
    )


@st.composite
def indicator_trees(draw: st.DrawFn) -> tuple[IndicatorGroup, ...]:
    groups = draw(st.lists(st.sampled_from(list(T2015.groups)), max_size=3, unique=True))
    return tuple(
        IndicatorGroup(name=group, kinds=draw(_kinds(T2015.groups[group]))) for group in groups
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    return Project(
        code=draw(st.from_regex(r"[0-9]{8}P[0-9A-Z]{4}", fullmatch=True)),
        name=draw(words),
        unit=Party(code="713001", name="唐山市丰润区妇女联合会本级"),
        budget=Budget(total=draw(amounts), fiscal=draw(amounts), other=draw(amounts)),
        purpose=draw(texts),
        spending_plan=tuple(
            SpendingStep(by=by, percent=draw(st.sampled_from(["", "20%", "100%"])))
            for by in ("3月底", "6月底", "10月底", "12月底")
        ),
        goals=tuple(Goal(text=text) for text in draw(st.lists(words, max_size=4))),
        indicators=draw(indicator_trees()),
    )


@st.composite
def departments(draw: st.DrawFn) -> Department:
    sentence = words.filter(lambda text: text[0] not in "（")
    sub_goal = st.builds(
        SubGoal,
        name=words,
        goals=st.lists(st.builds(Goal, text=words), min_size=1, max_size=1).map(tuple),
    )
    return Department(
        goals=tuple(Goal(text=text) for text in draw(st.lists(sentence, min_size=1, max_size=2))),
        sub_goals=tuple(draw(st.lists(sub_goal, max_size=3))),
        safeguards=tuple(
            Safeguard(text=text) for text in draw(st.lists(sentence, min_size=1, max_size=3))
        ),
    )


@st.composite
def submissions(draw: st.DrawFn, *, department: bool = True) -> Submission:
    return Submission(
        title="唐山市丰润区妇女联合会2023年部门预算绩效文本",
        year=2023,
        unit=Party(code="713001", name="唐山市丰润区妇女联合会本级"),
        department=draw(departments()) if department and draw(st.booleans()) else None,
        projects=tuple(draw(st.lists(projects(), min_size=1, max_size=3))),
    )


def edited(submission: Submission, data: st.DataObject, steps: int) -> Submission:
    """The submission after up to `steps` edits that the window offers."""
    for _ in range(data.draw(st.integers(1, steps))):
        nodes = [n for n in submission.walk() if not isinstance(n, Submission | Department)]
        if not nodes:
            return submission
        node = nodes[data.draw(st.integers(0, len(nodes) - 1))]
        submission = _edit(submission, node, data)
    return submission


_EDITED: dict[type[Node], str] = {
    Goal: "text", Safeguard: "text", SpendingStep: "percent", Subtotal: "amount",
    ReportParagraph: "text", Task: "content",
}  # fmt: skip
_KEPT = (Project, SubGoal, SpendingStep, Safeguard, Midterm, Subtotal, Report, ReportSection)


def _beside_a_midterm(submission: Submission, node: Node) -> bool:
    return any(isinstance(n, Project) and n.midterm for n in submission.chain(node.id))


def _edit(submission: Submission, node: Node, data: st.DataObject) -> Submission:
    act = data.draw(
        st.sampled_from(["set", "move", "remove", "duplicate", "row", "project", "goal"])
    )
    if act == "set":
        field = _EDITED.get(type(node), "name")
        if isinstance(node, IndicatorGroup | IndicatorKind | Midterm | ReportSection | Report):
            return submission  # a label must not become its neighbour's
        # In the narrative a comma ends the indicator's name: 绩效指标：名称，说明…
        text = data.draw(words).replace("，", "、")
        return SetField(node=node.id, field=field, text=text).apply(submission)
    done = None
    if act == "move" and isinstance(node, Project | Goal | Indicator | SubGoal | Task):
        done = arrange.move(submission, node.id, data.draw(st.sampled_from([-1, 1])))
    elif act == "remove" and not isinstance(node, _KEPT):
        done = arrange.remove(submission, node.id)
    elif act == "duplicate":
        done = arrange.duplicate(submission, node.id)
    elif act == "row":
        done = arrange.add_indicator(submission, node.id)
        if done and _beside_a_midterm(submission, node):
            # Beside the longer half of F1 a row that says nothing could not be told from no row.
            submission = apply_edits(submission, done.edits)
            text = data.draw(words)
            return SetField(node=done.selected, field="name", text=text).apply(submission)
    elif act == "project" and len(submission.projects) < 6:
        done = arrange.add_project(submission, node.id, T2015)
    elif act == "goal" and isinstance(submission.chain(node.id)[1], Project):
        # The department's goals are paragraphs: a blank one says nothing to a reader.
        done = arrange.add_goal(submission, node.id)
    return apply_edits(submission, done.edits) if done else submission
