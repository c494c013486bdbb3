#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""Set up, start and check the editor from a checkout; needs nothing but Python and the network.

The first call makes `.venv` and installs the locked packages; a stamp in it keeps the hashes of the
lock files, so that a later call only compares them and hands over to the program.
"""

import sys

# Stands before everything that an old interpreter could stumble over; Python 3.6 can read it.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.stderr.write(
        f"需要 Python 3.11 至 3.13，当前是 {sys.version.split()[0]}；"
        "请换用合适的版本，例如：python3.11 packaging/dev.py run\n"
    )
    raise SystemExit(2)

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "fuyi-stamp.txt"
LOCKS = ROOT / "packaging"
WHEELS = LOCKS / "wheels"
SAMPLE = ROOT / "resources" / "samples" / "fengrun-2023.docx"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# System packages, each by its possible names, best first: Debian renamed some of them (t64).
QT_CORE = "libglib2.0-0t64|libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
QT_WINDOW = "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
TEST_TOOLS = (
    "xvfb xauth xdotool poppler-utils strace libreoffice-writer-nogui|libreoffice-writer "
    "libreoffice-calc-nogui|libreoffice-calc fonts-noto-cjk"
)
Package = tuple[str, ...]
Answer = subprocess.CompletedProcess[str]
DEBIAN_LIKE = frozenset({"debian", "ubuntu", "kylin", "uos", "deepin", "linuxmint", "raspbian"})

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; raise SystemExit(main())"
CHECKS = (
    ("ruff check .", ("-m", "ruff", "check", ".")),
    ("ruff format --check .", ("-m", "ruff", "format", "--check", ".")),
    ("basedpyright", ("-m", "basedpyright", "--pythonpath", str(PYTHON))),
    ("lint-imports", ("-c", LINT_IMPORTS, "--no-logo")),
    # Two at once, a file at a time: tests of one file share what they have opened.
    ("pytest", ("-m", "pytest", "-n", "2", "--dist", "loadfile")),
)

NO_SCREEN = (
    "没有可用的屏幕（DISPLAY 与 WAYLAND_DISPLAY 均未设置），无法打开窗口；"
    "如只需主窗口的图片，请加上 --screenshot OUT.png。"
)
MISUSE = "命令或参数有误；请执行 python3 packaging/dev.py --help 查看用法。"
HELP = """\
妇易编辑器：从源码准备环境、启动程序、执行全部检查。

用法：
  python3 packaging/dev.py run [FILE] [--screenshot OUT.png]
  python3 packaging/dev.py test [pytest 的参数……]

命令：
  run         准备环境并启动程序；不给 FILE 时打开示例 resources/samples/fengrun-2023.docx
  test        准备环境并执行 ruff、basedpyright、lint-imports、pytest；有一项不通过即返回非零

选项：
  --screenshot OUT.png  不打开窗口，把主窗口画成图片存为 OUT.png 后退出；没有屏幕时也能用
  -h, --help            显示本说明

环境建在 .venv 中，依赖的版本由 packaging/requirements*.txt 锁定；锁定文件改动后会自动重装。
不能上网时，把依赖的 wheel 文件放进 packaging/wheels，或用环境变量 FUYI_WHEELS 指明所在文件夹。
"""


class Stop(Exception):
    """A reason to end here, told to the user in one sentence."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    """Print a line at once, before what the children print."""
    print(text, flush=True)


def read_lines(file: Path) -> list[str]:
    """Return the lines of a file, none if it is not there."""
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []


def quietly(command: Sequence[str], environment: Mapping[str, str]) -> Answer:
    """Run a command without input and keep what it prints."""
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def last_lines(answer: Answer, count: int = 12) -> str:
    """Return the end of what a command printed."""
    return "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-count:])


def child_environment() -> dict[str, str]:
    """Return the environment of every child: our sources on the path, a locale Qt can read."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONHOME", None)
    if not WINDOWS and not any(environment.get(key) for key in ("LC_ALL", "LC_CTYPE", "LANG")):
        environment["LANG"] = "C.UTF-8"
    return environment


def packages(*lists: str) -> list[Package]:
    """Read lists of packages as they are written above."""
    return [tuple(entry.split("|")) for text in lists for entry in text.split()]


def is_debian_family(os_release: Sequence[str], has_debian_version: bool) -> bool:
    """Say whether the lines of /etc/os-release name Debian or one of its descendants."""
    fields = dict(line.split("=", 1) for line in os_release if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").replace("'", "")
    return has_debian_version or not DEBIAN_LIKE.isdisjoint(names.lower().split())


def uses_debian_packages() -> bool:
    """Say whether this system is of the Debian family; Kylin's server edition (RPM) is not."""
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query"):
        return False
    has_version = Path("/etc/debian_version").exists()
    return is_debian_family(read_lines(Path("/etc/os-release")), has_version)


def parse_installed(answer: str) -> set[str]:
    """Read the lines `name status` of dpkg-query and return the names of what is installed."""
    pairs = (line.split() for line in answer.splitlines())
    return {pair[0] for pair in pairs if len(pair) == 2 and pair[1] == "installed"}


def parse_offered(answer: str) -> set[str]:
    """Read the answer of `apt-cache policy` and return the names that can be installed."""
    offered: set[str] = set()
    name = ""
    for line in answer.splitlines():
        if line and not line[0].isspace():
            name = line.rstrip(":")
        elif line.strip().startswith("Candidate:") and not line.rstrip().endswith("(none)"):
            offered.add(name)
    return offered


def missing_packages(wanted: Sequence[Package], installed: set[str]) -> list[Package]:
    """Return the packages of which no name is installed."""
    return [package for package in wanted if installed.isdisjoint(package)]


def pick_offered(missing: Sequence[Package], offered: set[str]) -> tuple[list[str], list[str]]:
    """Part the missing packages into the names to install and the names nobody offers."""
    found = [next(filter(offered.__contains__, package), "") for package in missing]
    absent = [package[-1] for package in missing if offered.isdisjoint(package)]
    return [name for name in found if name], absent


def ask_system(*command: str) -> Answer:
    """Run a system command in English (its answer is parsed) and without questions."""
    return quietly(command, {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"})


def find_missing(wanted: Sequence[Package]) -> list[Package]:
    """Ask dpkg which of the wanted packages are not installed."""
    names = [name for package in wanted for name in package]
    answer = ask_system("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names)
    return missing_packages(wanted, parse_installed(answer.stdout))


def find_offered(missing: Sequence[Package]) -> tuple[list[str], list[str]]:
    """Ask apt under which names the missing packages can be had; second, those it lacks."""
    names = [name for package in missing for name in package]
    return pick_offered(missing, parse_offered(ask_system("apt-cache", "policy", *names).stdout))


def apt_command(names: Sequence[str]) -> list[str]:
    """Return the command that installs these system packages and never removes another."""
    return ["apt-get", "install", "-y", "--no-install-recommends", "--no-remove", *names]


def install_as_root(missing: Sequence[Package]) -> None:
    """Install the missing packages as far as the distribution has them; say what it lacks."""
    say("正在安装系统软件包……")
    ask_system("apt-get", "update", "-qq")
    names, absent = find_offered(missing)
    if absent:
        say(f"本系统的软件源没有：{'、'.join(absent)}；用到它们的测试会跳过。")
    if names:
        answer = ask_system(*apt_command(names))
        if answer.returncode:
            say(f"{last_lines(answer)}\n系统软件包未能装上：{'、'.join(names)}")


def tell_sudo_command(missing: Sequence[Package]) -> None:
    """Print the one command that a user without the right can have executed."""
    names, absent = find_offered(missing)
    command = shlex.join(["sudo", *apt_command(names or absent)])
    say(f"缺少系统软件包，请执行：\nsudo apt-get update && {command}")


def ensure_system(wanted: Sequence[Package], essential: Sequence[Package]) -> None:
    """Install or name the missing system packages; stop if an essential one stays away."""
    if not uses_debian_packages():
        return
    missing = find_missing(wanted)
    if missing and os.geteuid() == 0:
        install_as_root(missing)
        missing = find_missing(missing)
    elif missing:
        tell_sudo_command(missing)
    lacking = [package[-1] for package in missing if package in essential]
    if lacking:
        raise Stop(f"没有这些系统软件包程序无法启动：{'、'.join(lacking)}。", 2)


def venv_packages() -> list[Package]:
    """Return the package of the venv module if it is needed and Debian has split it off."""
    needed = not venv_is_usable() and not importlib.util.find_spec("ensurepip")
    return packages("python3-venv") if needed else []


def read_stamp() -> dict[str, str]:
    """Read which lock files, by their hashes, are installed; nothing if none ever was."""
    lines = read_lines(STAMP)
    return dict(line.split(" ", 1) for line in lines if " " in line)


def write_stamp(stamp: Mapping[str, str]) -> None:
    """Write the stamp, whole or not at all."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text("".join(f"{key} {value}\n" for key, value in stamp.items()), encoding="utf-8")
    fresh.replace(STAMP)


def venv_is_usable() -> bool:
    """Say whether .venv has an interpreter of the version that runs now."""
    pairs = (line.partition("=") for line in read_lines(VENV / "pyvenv.cfg"))
    fields = {key.strip(): value.strip() for key, _, value in pairs}
    version = fields.get("version", fields.get("version_info", "")).split(".")[:2]
    return PYTHON.exists() and version == [str(part) for part in sys.version_info[:2]]


def make_venv() -> None:
    """Make .venv, anew if its interpreter is gone or of another version."""
    say("正在建立运行环境 .venv……")
    clear = [] if venv_is_usable() else ["--clear"]
    answer = quietly([sys.executable, "-m", "venv", *clear, str(VENV)], os.environ)
    if answer.returncode:
        raise Stop(f"{last_lines(answer)}\n运行环境 .venv 未能建立，请检查磁盘空间与目录权限。")


def call_pip(arguments: Sequence[str]) -> Answer:
    """Run pip of the environment and keep what it prints."""
    command = [str(PYTHON), "-P", "-m", "pip", "-q", *arguments]
    return quietly([*command, "--disable-pip-version-check", "--no-input"], child_environment())


def offline_options(environment: Mapping[str, str]) -> list[str]:
    """Return pip's options for a folder of wheels, if the user has brought one."""
    folder = environment.get("FUYI_WHEELS") or (str(WHEELS) if WHEELS.is_dir() else "")
    return ["--no-index", "--find-links", folder] if folder else []


def install(locks: Sequence[str]) -> None:
    """Install exactly what the lock files name; they are complete, so pip resolves nothing."""
    say("正在安装依赖的软件包，首次约需几分钟……")
    files = [option for name in locks for option in ("-r", str(LOCKS / name))]
    answer = call_pip(["install", "--no-deps", *offline_options(os.environ), *files])
    if answer.returncode:
        sources = " ".join(f"-r packaging/{name}" for name in locks)
        raise Stop(
            f"{last_lines(answer)}\n依赖的软件包未能装上，请检查网络后重试。不能上网时，"
            f"在能上网的同类电脑上执行 pip download {sources} -d packaging/wheels，"
            f"把 packaging/wheels 拷来再运行（或用环境变量 FUYI_WHEELS 指明它在哪里）。"
        )


def ensure_environment(locks: Sequence[str]) -> None:
    """Bring .venv to the state of the lock files; does nothing if it is there already."""
    stamp = read_stamp() if venv_is_usable() else {}
    wanted = {name: hashlib.sha256((LOCKS / name).read_bytes()).hexdigest() for name in locks}
    if wanted.items() <= stamp.items():
        return
    if not stamp:
        make_venv()
    install(locks)
    write_stamp({**stamp, **wanted})


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a window can be shown; only Linux can be without."""
    named = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return not platform.startswith("linux") or bool(named)


def hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Become the program; on Windows, where that confuses the console, wait for it instead."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def run(file: Path | None, screenshot: Path | None) -> int:
    """Start the program with a file, or with the sample book."""
    if not screenshot and not has_screen(os.environ, sys.platform):
        raise Stop(NO_SCREEN, 2)
    window = QT_WINDOW if not screenshot and os.environ.get("DISPLAY") else ""
    needed = [*packages(QT_CORE, window), *venv_packages()]
    ensure_system(needed, needed)
    ensure_environment(["requirements.txt"])
    environment = child_environment()
    command = [str(PYTHON), "-P", "-m", "fuyi_editor", str(file or SAMPLE)]
    if screenshot:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        command += ["--screenshot", str(screenshot)]
    return hand_over(command, environment)


def test(pytest_arguments: Sequence[str]) -> int:
    """Run every check, whatever the one before said; return the code of the first that failed."""
    essential = venv_packages()
    ensure_system([*packages(QT_CORE, QT_WINDOW, TEST_TOOLS), *essential], essential)
    ensure_environment(["requirements.txt", "requirements-test.txt"])
    failed: dict[str, int] = {}
    for title, arguments in CHECKS:
        last = title == "pytest"
        if last and failed:  # said before pytest, whose summary is to be the last line
            say(f"此前未通过：{'、'.join(failed)}")
        say(f"—— {title}")
        command = [str(PYTHON), *arguments, *(pytest_arguments if last else ())]
        code = subprocess.call(command, cwd=ROOT, env=child_environment())
        if code:
            failed[title] = code
    return next(iter(failed.values()), 0)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese: one help for all commands, one sentence for every mistake."""

    def format_help(self) -> str:
        """Return the help, the same for every command."""
        return HELP

    def error(self, message: str) -> NoReturn:
        """Tell of a wrong command line; argparse's own sentence is English and left out."""
        raise Stop(MISUSE, 2)


def make_parser() -> Parser:
    """Return the reader of the command line; what it does not know is pytest's."""
    parser = Parser(allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    starter = commands.add_parser("run", allow_abbrev=False)
    starter.add_argument("file", type=Path, nargs="?")
    starter.add_argument("--screenshot", type=Path)
    commands.add_parser("test", allow_abbrev=False)
    return parser


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit code."""
    try:
        known, rest = make_parser().parse_known_args(arguments)
        if known.command == "test":
            return test(rest)
        if rest:
            raise Stop(MISUSE, 2)
        return run(known.file, known.screenshot)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
