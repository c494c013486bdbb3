# SPDX-License-Identifier: MulanPSL-2.0
"""The user's own folder is the one that Qt names, and a portable program keeps its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fuyi_editor.resource_files import PORTABLE, user_folder

ROOT = Path(__file__).parents[1]


def test_it_is_where_qt_would_keep_the_data_of_the_program(monkeypatch, tmp_path):
    core = pytest.importorskip("PySide6.QtCore")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    name = core.QCoreApplication.applicationName()
    core.QCoreApplication.setApplicationName("fuyi-editor")
    place = core.QStandardPaths.writableLocation(
        core.QStandardPaths.StandardLocation.AppDataLocation
    )
    core.QCoreApplication.setApplicationName(name)
    assert user_folder("layouts") == Path(place) / "layouts"


@pytest.mark.parametrize(
    ("platform", "variables", "end"),
    [
        ("linux", {"XDG_DATA_HOME": "relative"}, ".local/share/fuyi-editor"),
        ("darwin", {}, "Library/Application Support/fuyi-editor"),
        ("win32", {"APPDATA": "/users/wang/AppData/Roaming"}, "wang/AppData/Roaming/fuyi-editor"),
        ("win32", {"APPDATA": ""}, "AppData/Roaming/fuyi-editor"),
    ],
)
def test_every_system_has_a_place(monkeypatch, platform, variables, end):
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_folder().as_posix().endswith(end)


def test_a_folder_beside_the_packed_program_keeps_everything(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fuyi-editor"))
    (tmp_path / PORTABLE).mkdir()
    assert user_folder() != tmp_path / PORTABLE
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert user_folder("layouts") == tmp_path / PORTABLE / "layouts"


WORK = """
import os, sys, time
from pathlib import Path
from PySide6.QtWidgets import QFileDialog
from fuyi_editor import app
from fuyi_editor.assembly import make_application, make_window
from fuyi_editor.resource_files import user_folder

application = make_application()
window = make_window(application, remember=True)
window.show()
path = Path(sys.argv[1])
window.begin([path])
session = window.session
project = session.submission.projects[0]
session.set_field(project.id, "name", "改过的项目")
end = time.monotonic() + 20
while not list(user_folder("recovery").glob("*.journal")) and time.monotonic() < end:
    application.processEvents()
    time.sleep(0.01)
assert list(user_folder("recovery").glob("*.journal"))
assert window.files.save_book()
session.check_now()
window.library.show_window()
window.library.window.harvest_book.click()
window.views.themes.actions()[2].trigger()
dialog = QFileDialog(window)
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
dialog.selectFile(str(path))
dialog.accept()
dialog.deleteLater()
window.close()
app._take_down(application, window)
"""


@pytest.mark.skipif(os.name == "nt", reason="there the home is told by more than variables")
def test_a_portable_program_leaves_nothing_in_the_home(tmp_path):
    """The real program, from a folder of its own: opens, journals, saves, keeps, remembers."""
    pytest.importorskip("PySide6.QtWidgets")
    program, home = tmp_path / "U 盘", tmp_path / "home"
    home.mkdir()
    package = program / "fuyi_editor"
    shutil.copytree(ROOT / "fuyi_editor", package, ignore=shutil.ignore_patterns("__pycache__"))
    (program / "resources").symlink_to(ROOT / "resources")
    (program / PORTABLE).mkdir()
    path = Path(shutil.copy(ROOT / "tests" / "data" / "fengrun-2023.docx", tmp_path / "表.docx"))
    own = {name for name in os.environ if not name.startswith(("XDG_", "APPDATA"))}
    environment = {name: os.environ[name] for name in own} | {
        "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(program),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(path)],
        env=environment, cwd=program, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(home.rglob("*")) == []
    kept = {entry.name for entry in (program / PORTABLE).iterdir()}
    assert {"settings.json", "backups", "library"} <= kept
    assert '"theme": "dark"' in (program / PORTABLE / "settings.json").read_text(encoding="utf-8")
