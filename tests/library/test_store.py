# SPDX-License-Identifier: MulanPSL-2.0
"""The library's file: filled once, joined, shared by two programs, never lost, never in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.library import database, known, seed
from fuyi_editor.library.entry import Entry, identity, joined, tidied
from fuyi_editor.library.seed import seed_entries
from fuyi_editor.library.store import Harvest, Library

DATA = Path(__file__).parents[1] / "data"
SEEDS = len(seed_entries())
OWN = Entry(
    name="木兰有约活动场次", kind="数量", value="≥12场", basis="计划标准", origin="自己写的"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.sqlite"


def test_nothing_is_read_before_it_is_asked_for(path: Path) -> None:
    library = Library(path)
    assert not path.exists()
    assert library.problem == ""
    assert len(library.browse()) == SEEDS
    assert path.exists()
    library.close()
    assert len(library.browse()) == SEEDS  # opens again by itself
    library.close()


def test_searching_a_library_that_is_there_needs_no_pypinyin(path: Path) -> None:
    with closing(Library(path)) as library:
        library.browse()
    code = (
        "import sys; from pathlib import Path; from fuyi_editor.library.store import Library;"
        "library = Library(Path(sys.argv[1])); found = library.propose('pxrs', kind='数量');"
        "print(found[0].name, 'pypinyin' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(path)], capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["培训人数", "False"]


def test_an_own_entry_is_found_changed_removed_and_put_back(path: Path) -> None:
    with closing(Library(path)) as library:
        added = library.add(OWN)
        assert (added.group, added.kind, added.unit, added.own) == (
            "产出指标",
            "数量指标",
            "场",
            True,
        )
        assert library.propose("mlyy", kind="数量") == [added]
        library.change(replace(added, value="≥24场"))
        library.used(added.id)
        library.used(added.id)
        library.browse()
    with closing(Library(path)) as library:
        (kept,) = library.browse("木兰")
        assert (kept.value, kept.uses, kept.id) == ("≥24场", 2, added.id)
        assert library.browse("木兰", own_only=True) == [kept]
        assert library.browse("木兰", kind="质量") == []
        library.remove([kept.id])
        assert library.find(kept.id) is None
        assert library.browse("木兰") == []
        library.restore([kept])
        assert library.find(kept.id) == kept
    with closing(Library(path)) as library:
        assert library.browse("木兰") == [kept]


def test_adding_what_is_there_already_joins(path: Path) -> None:
    with closing(Library(path)) as library:
        first = library.add(OWN)
        again = library.add(
            replace(OWN, name="“木兰 有约”活动场次", description="讲座和沙龙", origin="")
        )
        assert again == replace(first, name="“木兰 有约”活动场次", description="讲座和沙龙")
        assert len(library.browse()) == SEEDS + 1


def test_kinds_are_counted_in_the_order_of_the_table(path: Path) -> None:
    with closing(Library(path)) as library:
        library.add(replace(OWN, kind="经济成本指标"))
        library.add(Entry(name="没有二级的"))
        kinds = library.kinds()
    assert [kind for _, kind, _ in kinds][:4] == ["数量指标", "质量指标", "时效指标", "成本指标"]
    assert kinds[-2:] == [("成本指标", "经济成本指标", 1), ("", "", 1)]
    assert sum(count for *_, count in kinds) == SEEDS + 2


@pytest.fixture(scope="module")
def books():
    names = ("fengrun-2023", "tianjin-2024", "menyuan-2023", "zhanjiang-2021")
    layouts = load_layouts([])
    return {name: open_book(DATA / f"{name}.docx", layouts).submission for name in names}


def test_harvesting_takes_every_indicator_once(path: Path, books) -> None:
    with closing(Library(path)) as library:
        for name, book in books.items():
            first = library.harvest(book, f"{name}.docx")
            assert first.added > 0
            assert library.harvest(book, f"{name}.docx") == Harvest(0, sum(first))
        own = library.browse(own_only=True)
        (trained,) = (entry for entry in own if entry.name == "培训人数")
        # tianjin-2024 is the newest that has it.
        assert (trained.value, trained.year) == ("≥350人", 2024)
        assert trained.basis == "年初计划"
        assert trained.origin.split("；")[:2] == ["tianjin-2024.docx", "fengrun-2023.docx"]
        assert all(entry.origin and entry.year for entry in own)
        # 87 of Tianjin's descriptions repeat the name.
        assert all(entry.description != entry.name for entry in own)


def test_an_older_file_does_not_take_the_place_of_a_newer(path: Path, books) -> None:
    with closing(Library(path)) as library:
        library.harvest(books["tianjin-2024"], "新.docx")
        library.harvest(books["fengrun-2023"], "旧.docx")
        (trained,) = (e for e in library.browse("培训人数", own_only=True) if e.name == "培训人数")
    assert trained.value == "≥350人"
    assert trained.origin.startswith("新.docx（2024年）；")
    assert trained.origin.endswith("；旧.docx（2023年）")


def test_a_newer_program_adds_what_is_new_and_brings_nothing_back(path: Path, monkeypatch) -> None:
    entries = seed_entries()
    monkeypatch.setattr(seed, "seed_entries", lambda: entries[:100])
    with closing(Library(path)) as library:
        first, second = library.browse()[:2]
        library.remove([first.id])
        library.change(replace(second, value="≥9场", name="改过的名称"))
        assert len(library.browse()) == 99
    monkeypatch.setattr(seed, "seed_entries", lambda: entries)
    monkeypatch.setattr(seed, "_texts", lambda: ["newer"])
    with closing(Library(path)) as library:
        found = library.browse()
        assert len(found) == SEEDS - 1
        assert first.name not in {entry.name for entry in found}
        assert library.find(second.id) == replace(second, value="≥9场", name="改过的名称", own=True)


def test_two_programs_see_what_the_other_writes(path: Path) -> None:
    with closing(Library(path)) as window, closing(Library(path)) as command:
        window.browse()
        added = command.add(OWN)
        assert window.browse("木兰") == [added]
        window.used(added.id)
        command.used(added.id)
        window.used(added.id)
        assert window.find(added.id) == command.find(added.id) == replace(added, uses=3)


def test_programs_writing_at_once_lose_nothing(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fuyi_editor.library.store import Library;"
        "from fuyi_editor.library.entry import Entry; library = Library(Path(sys.argv[1]));"
        "[library.add(Entry(name=f'{sys.argv[2]}活动{n}', kind='数量')) for n in range(10)];"
        "assert not library.problem"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, str(path)]
    running = [subprocess.Popen([*command, name]) for name in ("甲", "乙", "丙")]
    assert [process.wait() for process in running] == [0, 0, 0]
    with closing(Library(path)) as library:
        assert len(library.browse()) == SEEDS + 30


def test_a_library_in_memory_is_filled_too() -> None:
    with closing(Library(None)) as library:
        library.add(OWN)
        assert len(library.browse()) == SEEDS + 1
        assert library.problem == ""


# Files that are not well


def damage_header(path: Path) -> None:
    path.write_bytes("这不是数据库。".encode() * 100)


def damage_end(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 4096 * 2048] + b"\xff" * 9000)


def drop_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE entries")


@pytest.mark.parametrize("damage", [damage_header, damage_end, drop_table])
def test_a_damaged_file_is_kept_aside_and_replaced(path: Path, damage) -> None:
    with closing(Library(path)) as library:
        library.add(OWN)
    damage(path)
    damaged = path.read_bytes()
    with closing(Library(path)) as library:
        assert len(library.browse()) >= SEEDS
        assert library.problem.startswith("指标库文件已损坏，改名为“library-损坏1.sqlite”留存")
        library.add(OWN)
    assert path.with_name("library-损坏1.sqlite").read_bytes() == damaged
    with closing(Library(path)) as library:
        assert len(library.browse("木兰")) == 1
        assert library.problem == ""


def test_what_can_be_read_of_a_damaged_file_is_taken_over(path: Path) -> None:
    with closing(Library(path)) as library:
        library.add(OWN)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE facts")
    with closing(Library(path)) as library:
        assert len(library.browse("木兰")) == 1
        assert f"读出了其中的 {SEEDS + 1} 条" in library.problem


def make_read_only(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[18] = 3  # a write version that this SQLite does not know: only to be read
    path.write_bytes(data)


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "words"), [(make_read_only, "是只读的"), (make_newer, "较新版本的程序")]
)
def test_a_file_that_cannot_be_written_goes_on_in_memory(path: Path, spoil, words: str) -> None:
    with closing(Library(path)) as library:
        library.add(OWN)
        library.remove([library.browse()[0].id])
    spoil(path)
    before = path.read_bytes()
    with closing(Library(path)) as library:
        assert len(library.browse()) == SEEDS  # nothing that was removed comes back
        assert words in library.problem
        other = library.add(replace(OWN, name="另一个"))
        assert library.propose("另一个") == [other]
    assert path.read_bytes() == before


def test_a_place_where_no_file_can_be_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "library.sqlite"):
        with closing(Library(path)) as library:
            assert len(library.browse()) == SEEDS
            assert "打不开" in library.problem


def test_a_locked_file_is_copied_or_filled_anew(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    with closing(Library(path)) as library:
        library.add(OWN)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # others may still read
        with closing(Library(path)) as library:
            assert len(library.browse("木兰")) == 1
            assert "正被另一个程序占用" in library.problem
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        with closing(Library(path)) as library:
            assert len(library.browse()) == SEEDS
            assert "正被另一个程序占用" in library.problem
        other.execute("COMMIT")
    with closing(Library(path)) as library:
        assert len(library.browse("木兰")) == 1
        assert library.problem == ""


def test_a_file_that_goes_bad_meanwhile_costs_nothing_of_this_session(
    path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    with closing(Library(path)) as library:
        first = library.add(OWN)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            library.used(first.id)
            second = library.add(replace(OWN, name="另一个"))
            assert "正被另一个程序占用" in library.problem
        assert library.find(first.id) == replace(first, uses=1)
        assert library.find(second.id) == second
        assert len(library.browse()) == SEEDS + 2


def test_a_file_that_is_damaged_meanwhile_is_told_and_mended_at_the_next_start(path: Path) -> None:
    with closing(Library(path)) as library:
        first = library.add(OWN)
        damage_header(path)
        second = library.add(replace(OWN, name="另一个"))
        assert "损坏了，请关闭程序再打开" in library.problem
        assert library.browse("木兰") == [first]
        assert library.browse("另一个") == [second]
    with closing(Library(path)) as library:
        assert len(library.browse()) == SEEDS
        assert "已损坏，改名为" in library.problem


def test_names_are_spelled_anew_when_the_spelling_changes(path: Path, monkeypatch) -> None:
    with closing(Library(path)) as library:
        library.add(OWN)
    monkeypatch.setattr(database, "VERSION", 2)
    monkeypatch.setattr(known, "spelled", lambda name: ";x|x" if "木兰" in name else "")
    with closing(Library(path)) as library:
        assert [entry.name for entry in library.propose("x")] == [OWN.name]


# Laws


ENTRIES = st.builds(
    Entry,
    name=st.sampled_from(["培训人数", "培训 人数", "培训人数。", "活动场次"]),
    kind=st.sampled_from(["数量", "数量指标", "质量指标", ""]),
    value=st.sampled_from(["≥50人", "", "≥3场", "优"]),
    basis=st.sampled_from(["", "计划标准"]),
    origin=st.sampled_from(["", "甲.docx", "乙.docx；丙.docx"]),
    year=st.sampled_from([None, 2023, 2024]),
    own=st.booleans(),
)


@given(ENTRIES, ENTRIES)
def test_joining_loses_no_origin_and_no_text(first: Entry, second: Entry) -> None:
    known, new = tidied(first), tidied(second)
    both = joined(known, new)
    assert set(both.origin.split("；")) - {""} == {
        piece for entry in (known, new) for piece in entry.origin.split("；") if piece
    }
    for field in ("value", "basis", "year"):
        assert getattr(both, field) in (getattr(known, field), getattr(new, field))
        assert bool(getattr(both, field)) == bool(getattr(known, field) or getattr(new, field))
    assert joined(both, new) == replace(both, origin=joined(both, new).origin)


@given(st.lists(ENTRIES, max_size=8))
def test_a_library_holds_each_entry_once_however_often_it_comes(entries: list[Entry]) -> None:
    with closing(Library(None)) as library:
        library.remove([entry.id for entry in library.browse()])
        done = library.join(entries)
        kept = library.browse()
        assert done == Harvest(len(kept), len(entries) - len(kept))
        assert {identity(entry) for entry in kept} == {identity(tidied(e)) for e in entries}
        assert library.join(entries) == Harvest(0, len(entries))
