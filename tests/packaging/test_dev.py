# SPDX-License-Identifier: MulanPSL-2.0
"""The script that sets up, starts and checks: without the network and without installing."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"
SCREENLESS = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuyi_dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Calls(list):
    """What the script would have executed: the command and, where given, the environment."""

    def commands(self) -> list[list[str]]:
        return [command for command, _ in self]


@pytest.fixture
def dev(tmp_path, monkeypatch) -> ModuleType:
    """The script over an empty folder that stands for the checkout, on no Debian."""
    module = load()
    folder = tmp_path / "妇 易"
    (folder / "packaging").mkdir(parents=True)
    (folder / "packaging" / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    (folder / "packaging" / "requirements-test.txt").write_text("b==1\n", encoding="utf-8")
    venv = folder / ".venv"
    places = {
        "ROOT": folder,
        "VENV": venv,
        "STAMP": venv / "stamp.txt",
        "LOCKS": folder / "packaging",
        "WHEELS": folder / "packaging" / "wheels",
        "PYTHON": venv / "python",
    }
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    monkeypatch.setattr(module, "uses_debian_packages", lambda: False)
    monkeypatch.delenv("FUYI_WHEELS", raising=False)
    return module


@pytest.fixture
def pip(dev, monkeypatch) -> list[list[str]]:
    """Stand in for pip and for the making of the environment; the calls of pip."""
    calls: list[list[str]] = []

    def make_venv() -> None:
        version = "{}.{}.{}".format(*sys.version_info[:3])
        dev.VENV.mkdir(exist_ok=True)
        (dev.VENV / "pyvenv.cfg").write_text(f"home = x\nversion = {version}\n", encoding="utf-8")
        dev.PYTHON.touch()

    def call_pip(arguments):
        calls.append([str(argument) for argument in arguments])
        return subprocess.CompletedProcess([], 0, "", "")

    monkeypatch.setattr(dev, "make_venv", make_venv)
    monkeypatch.setattr(dev, "call_pip", call_pip)
    return calls


@pytest.fixture
def started(dev, monkeypatch) -> Calls:
    """The commands that the script hands over to."""
    calls = Calls()
    monkeypatch.setattr(dev, "hand_over", lambda command, env: calls.append((command, env)) or 0)
    return calls


def script(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env={**SCREENLESS, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a screen")
def test_run_without_screen_says_so_and_names_the_way_out():
    answer = script("run")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "没有可用的屏幕" in answer.stderr
    assert "--screenshot OUT.png" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_run_without_screen_installs_nothing(dev, pip, started, monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_screen", lambda environment, platform: False)
    assert dev.main(["run"]) == 2
    assert pip == []
    assert started == []
    assert not dev.VENV.exists()


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_has_screen(environment, platform, screen):
    assert load().has_screen(environment, platform) is screen


@pytest.mark.parametrize("arguments", [["--help"], ["run", "-h"], ["test", "--help"]])
def test_help_is_chinese(arguments):
    answer = script(*arguments)
    assert answer.returncode == 0
    for heading in ("用法：", "命令：", "选项："):
        assert heading in answer.stdout
    assert not re.search(r"usage|options|positional|show this", answer.stdout)


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "a", "b"], ["run", "--screenshot"]])
def test_wrong_command_line_is_one_chinese_sentence(arguments):
    answer = script(*arguments)
    assert answer.returncode == 2
    assert answer.stderr == "命令或参数有误；请执行 python3 packaging/dev.py --help 查看用法。\n"


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 14), (3, 14, 0)])
def test_unfit_interpreter_is_refused(version, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as stop:
        load()
    assert stop.value.code == 2
    assert "需要 Python 3.11" in capsys.readouterr().err


def test_run_opens_the_sample_without_a_file(dev, pip, started, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.main(["run"]) == 0
    (command, environment), *_ = started
    assert command == [str(dev.PYTHON), "-P", "-m", "fuyi_editor", str(dev.SAMPLE)]
    assert environment["PYTHONPATH"] == str(dev.ROOT)


def test_run_passes_the_file_and_the_screenshot(dev, pip, started, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert dev.main(["run", "我的 表.docx", "--screenshot", "OUT.png"]) == 0
    (command, environment), *_ = started
    assert command[-3:] == ["我的 表.docx", "--screenshot", "OUT.png"]
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


def test_children_get_a_locale_that_qt_can_read(dev, monkeypatch):
    for key in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(key, raising=False)
    assert dev.WINDOWS or dev.child_environment()["LANG"] == "C.UTF-8"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert dev.child_environment()["LANG"] == "zh_CN.UTF-8"


def test_second_start_installs_nothing(dev, pip):
    dev.ensure_environment(["requirements.txt"])
    dev.ensure_environment(["requirements.txt"])
    assert len(pip) == 1
    assert "--no-deps" in pip[0]


def test_changed_lock_is_installed_again(dev, pip):
    dev.ensure_environment(["requirements.txt"])
    (dev.LOCKS / "requirements.txt").write_text("a==2\n", encoding="utf-8")
    dev.ensure_environment(["requirements.txt"])
    assert len(pip) == 2


def test_test_set_is_installed_apart_and_keeps_the_run_set_fresh(dev, pip):
    dev.ensure_environment(["requirements.txt"])
    dev.ensure_environment(["requirements.txt", "requirements-test.txt"])
    dev.ensure_environment(["requirements.txt"])
    files = [[Path(word).name for word in call if word.endswith(".txt")] for call in pip]
    assert files == [["requirements.txt"], ["requirements.txt", "requirements-test.txt"]]


def test_environment_of_another_python_is_made_anew(dev, pip):
    dev.ensure_environment(["requirements.txt"])
    (dev.VENV / "pyvenv.cfg").write_text("version = 3.9.2\n", encoding="utf-8")
    assert not dev.venv_is_usable()
    dev.ensure_environment(["requirements.txt"])
    assert dev.venv_is_usable()
    assert len(pip) == 2


def test_failed_install_shows_its_end_and_the_way_offline(dev, pip, monkeypatch, capsys):
    output = "".join(f"line {number}\n" for number in range(40))
    failure = subprocess.CompletedProcess([], 1, output, "ERROR: no route\n")
    monkeypatch.setattr(dev, "call_pip", lambda arguments: failure)
    assert dev.main(["test"]) == 1
    told = capsys.readouterr().err
    assert "ERROR: no route" in told
    assert "line 5\n" not in told
    assert "packaging/wheels" in told
    assert "FUYI_WHEELS" in told
    assert dev.read_stamp() == {}


def test_folder_of_wheels_is_used_without_an_index(dev):
    assert dev.offline_options({}) == []
    assert dev.offline_options({"FUYI_WHEELS": "/w"}) == ["--no-index", "--find-links", "/w"]
    dev.WHEELS.mkdir()
    assert dev.offline_options({}) == ["--no-index", "--find-links", str(dev.WHEELS)]


def run_checks(dev, monkeypatch, codes: dict[str, int], arguments: list[str]) -> tuple[int, Calls]:
    calls = Calls()

    def call(command, cwd, env):
        calls.append((command, env))
        return next((code for word, code in codes.items() if word in command), 0)

    monkeypatch.setattr(dev.subprocess, "call", call)
    return dev.main(["test", *arguments]), calls


def test_all_checks_run_in_order_and_pytest_gets_its_arguments(dev, pip, monkeypatch):
    code, calls = run_checks(dev, monkeypatch, {}, ["-k", "docx", "tests/files", "-x"])
    assert code == 0
    kinds = [" ".join(command[1:])[:20] for command in calls.commands()]
    assert kinds[0].startswith("-m ruff check")
    assert kinds[1].startswith("-m ruff format")
    assert kinds[2].startswith("-m basedpyright")
    assert "importlinter" in " ".join(calls.commands()[3])
    two_at_once = ["-m", "pytest", "-n", "2", "--dist", "loadfile"]
    assert calls.commands()[4][1:] == [*two_at_once, "-k", "docx", "tests/files", "-x"]
    assert "-x" not in calls.commands()[0]


def test_first_failure_is_the_code_and_the_rest_still_runs(dev, pip, monkeypatch, capsys):
    code, calls = run_checks(dev, monkeypatch, {"basedpyright": 3, "pytest": 1}, [])
    assert code == 3
    assert len(calls) == 5
    assert "此前未通过：basedpyright" in capsys.readouterr().out


OS_RELEASES = [
    ('ID=debian\nVERSION_ID="12"', True),
    ('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian', True),
    ('ID=kylin\nNAME="Kylin"\nVERSION="银河麒麟桌面操作系统V10 (SP1)"', True),
    ('ID=uos\nPRETTY_NAME="UnionTech OS Desktop 20 Pro"', True),
    ("ID=Deepin", True),
    ('ID=mint\nID_LIKE="ubuntu debian"', True),
    ('ID="openEuler"\nVERSION_ID="22.03"', False),
    ('ID=fedora\nID_LIKE="rhel"', False),
    ("", False),
]


@pytest.mark.parametrize(("text", "debian"), OS_RELEASES)
def test_debian_family_is_known_by_os_release(text, debian):
    assert load().is_debian_family(text.splitlines(), False) is debian


def test_debian_version_file_is_enough():
    assert load().is_debian_family([], True)


def test_missing_packages_are_read_from_dpkg(dev):
    answer = (
        "libgl1 installed\nlibgl1 installed\nlibegl1 config-files\nlibglib2.0-0t64 installed\n"
        "libxkbcommon0 not-installed\n"
    )
    wanted = dev.packages("libglib2.0-0t64|libglib2.0-0 libgl1 libegl1 libxkbcommon0 xvfb")
    missing = dev.missing_packages(wanted, dev.parse_installed(answer))
    assert missing == [("libegl1",), ("libxkbcommon0",), ("xvfb",)]


POLICY = """\
libglib2.0-0:
  Installed: (none)
  Candidate: 2.74.6-2
  Version table:
     2.74.6-2 500
libglib2.0-0t64:
  Installed: (none)
  Candidate: (none)
xdotool:
  Installed: (none)
  Candidate: (none)
"""


def test_offered_names_are_read_from_apt(dev):
    missing = dev.packages("libglib2.0-0t64|libglib2.0-0 xdotool")
    offered = dev.parse_offered(POLICY)
    assert dev.pick_offered(missing, offered) == (["libglib2.0-0"], ["xdotool"])


@pytest.fixture
def system(dev, monkeypatch):
    """A Debian on which apt has the packages of POLICY and nothing is installed yet."""
    commands: list[tuple[str, ...]] = []
    installed: list[str] = []

    def ask_system(*command: str):
        commands.append(command)
        if command[:2] == ("apt-get", "install"):
            installed.extend(word for word in command[2:] if not word.startswith("-"))
        answers = {
            "dpkg-query": "".join(f"{name} installed\n" for name in installed),
            "apt-cache": POLICY,
        }
        return subprocess.CompletedProcess(command, 0, answers.get(command[0], ""), "")

    monkeypatch.setattr(dev, "uses_debian_packages", lambda: True)
    monkeypatch.setattr(dev, "ask_system", ask_system)
    return commands


def test_root_installs_what_is_offered_and_names_the_rest(dev, system, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    dev.ensure_system(dev.packages("libglib2.0-0t64|libglib2.0-0 xdotool"), [])
    (install,) = [command for command in system if command[:2] == ("apt-get", "install")]
    assert install[-1] == "libglib2.0-0"
    assert "--no-remove" in install
    assert "xdotool" in capsys.readouterr().out


def test_others_are_told_one_command_and_go_on(dev, system, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    dev.ensure_system(dev.packages("libglib2.0-0"), [])
    assert not [command for command in system if command[0] == "apt-get"]
    lines = [line for line in capsys.readouterr().out.splitlines() if "sudo" in line]
    assert len(lines) == 1
    assert lines[0].endswith("--no-remove libglib2.0-0")


def test_missing_essential_package_stops_with_2(dev, system, pip, started, monkeypatch, capsys):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    assert dev.main(["run", "--screenshot", "OUT.png"]) == 2
    assert "libglib2.0-0" in capsys.readouterr().err
    assert pip == []


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = re.fullmatch(r"([\w.-]+)==([\w.]+)( ; .+)?", line)
            assert match, line
            found.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), set()).add(match[2])
    return found


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, extra = pins("requirements.txt"), pins("requirements-test.txt")
    assert not runtime.keys() & extra.keys()
    named = re.compile(r"[\w.-]+")
    for text in project["dependencies"]:
        assert re.sub(r"[-_.]+", "-", named.match(text)[0]).lower() in runtime
    for text in project["optional-dependencies"]["test"]:
        assert named.match(text)[0].lower() in extra


def test_ci_runs_the_one_test_command():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "python3 packaging/dev.py test"
