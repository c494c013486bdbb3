# SPDX-License-Identifier: MulanPSL-2.0
"""Foreign files in a child process: what it hands back, and what is said when it cannot."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from fuyi_editor.files.apart import WORKER_SWITCH, read_apart, worker_command
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.html.read import read_html

ROOT = Path(__file__).parents[2]
PAGE = "<p>标题</p><table border=1><tr><th>指标<td>值<tr><td>培训<td>≥5次</table>".encode()
unix = pytest.mark.skipif(sys.platform == "win32", reason="no limits on Windows")


def child(reader: str, setup: str = "") -> list[str]:
    """A real worker whose reader is replaced by that line of code."""
    code = (
        "import os, sys, time\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from fuyi_editor.files import apart_worker, foreign_read\n"
        f"{setup}\n"
        f"def read(kind, data):\n    {reader}\n"
        "foreign_read.read_foreign = read\n"
        "apart_worker.main(sys.argv[1:])\n"
    )
    return [sys.executable, "-P", "-c", code]


def refused(worker: list[str], seconds: float = 10.0) -> str:
    with pytest.raises(ReadError) as caught:
        read_apart("html", PAGE, seconds=seconds, worker=worker)
    assert pickle.loads(pickle.dumps(caught.value)).sentence == caught.value.sentence
    return caught.value.sentence


def test_the_child_reads_the_same_page() -> None:
    assert read_apart("html", PAGE) == read_html(PAGE)


def test_the_child_starts_wherever_the_user_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert read_apart("html", PAGE).grids


def test_a_reader_may_print() -> None:
    worker = child("print('noise', flush=True); os.write(1, b'noise'); return __page()")
    worker[3] = worker[3].replace(
        "__page()",
        "__import__('fuyi_editor.page.document', "
        "fromlist=['x']).PageDocument((), title=str(len(data)))",
    )
    assert read_apart("html", PAGE, worker=worker).title == str(len(PAGE))


def test_the_readers_own_error_comes_back_whole() -> None:
    with pytest.raises(ReadError) as caught:
        read_apart("mht", b"MIME-Version: 1.0\n\nno page")
    assert caught.value.cause == "网页存档里没有网页"


def test_whatever_the_reader_trips_over_is_a_sentence() -> None:
    assert "文件的内部结构不合规范；请" in refused(child("raise KeyError('x')"))
    assert "嵌套过深" in refused(child("return read(kind, data)"))


@unix
def test_a_memory_hog_is_stopped() -> None:
    hog = child("return [bytearray(1 << 24) for _ in range(1000)]", "apart_worker.MEMORY = 1 << 28")
    assert "内存不足" in refused(hog)  # not 用时太久: it is its memory that ends it


def test_an_endless_loop_is_stopped() -> None:
    assert "用时太久" in refused(child("while True: pass"), seconds=0.5)


@unix
def test_the_child_stops_itself_when_nobody_waits() -> None:
    busy = child("while True: pass", "apart_worker.CPU_SECONDS = 1")
    assert "用时太久" in refused(busy, seconds=20)


@pytest.mark.parametrize("death", ["os.abort()", "os._exit(3)", "os.kill(os.getpid(), 11)"])
def test_a_crash_is_one_sentence(death: str) -> None:
    if sys.platform == "win32" and "kill" in death:
        pytest.skip("no signals")
    sentence = refused(child(death))
    assert "读取这个文件时程序出错退出，文件可能已损坏（退出代码" in sentence
    assert sentence.endswith("。")


def test_a_child_that_does_not_start_is_a_sentence(tmp_path: Path) -> None:
    assert "没有让读取程序启动" in refused([str(tmp_path / "none")])


def test_a_taken_over_child_cannot_run_code_here(tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    answer = tmp_path / "answer"
    for harm in (_Harm(str(trace)), "page", ["x"]):
        answer.write_bytes(pickle.dumps(harm))
        copy = f"import sys; sys.stdout.buffer.write(open({str(answer)!r}, 'rb').read())"
        assert "出错退出" in refused([sys.executable, "-c", copy])
    assert not trace.exists()


class _Harm:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.path,)


def test_a_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command() == [sys.executable, WORKER_SWITCH]


def test_the_program_itself_is_a_worker_when_asked() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fuyi_editor", WORKER_SWITCH, "html"],
        input=PAGE, stdout=subprocess.PIPE, cwd=ROOT, check=True,
    )  # fmt: skip
    assert pickle.loads(ran.stdout) == read_html(PAGE)


def test_the_worker_loads_nothing_of_the_window_or_the_model() -> None:
    code = (
        "import sys, fuyi_editor.files.apart_worker\n"
        "from fuyi_editor.files.foreign_read import read_foreign\n"
        "for kind in ('html', 'text'): read_foreign(kind, b'<table><tr><td>a<td>b</table>')\n"
        "print([m for m in ('PySide6', 'pydantic', 'docx', 'openpyxl', 'fuyi_editor.ui', "
        "'fuyi_editor.model') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"
