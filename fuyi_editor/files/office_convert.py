# SPDX-License-Identifier: MulanPSL-2.0
"""Having an installed LibreOffice convert what our own readers cannot read, without any network.

LibreOffice fetches linked pictures and tables when it opens a file. Three things keep it offline:

- what a package (.docx, .xlsx, .odt, .ods …) links to outside itself is cut before, see
  `office_links`; in .doc, .xls and .rtf nothing can be cut so cheaply;
- its profile, new for every conversion, blocks links of documents it does not trust (all of them),
  never updates links, runs no macro, and names a proxy at which nobody listens;
- the environment names the same proxy, for the parts that heed it rather than the profile.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from fuyi_editor.files.office_links import without_links

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RESULT = 100 * 1024 * 1024
TIMEOUT = 90.0
"""Seconds; a hundred projects take 10 on a PC of today, and its first start is slow."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
# By these names LibreOffice would look for other formats than WPS writes.
_SUFFIXES = {".wps": ".doc", ".wpt": ".doc", ".et": ".xls", ".ett": ".xls"}
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)
_DEAD_HOST, _DEAD_PORT = "127.0.0.1", "9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
_COMMON, _SECURITY = "org.openoffice.Office.Common", "Security/Scripting"
_SETTINGS = (
    (f"{_COMMON}/{_SECURITY}", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/{_SECURITY}", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/{_SECURITY}", "MacroSecurityLevel", "3"),
    # Never: 0 in Writer, 1 in Calc.
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _DEAD_HOST),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", _DEAD_PORT),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _DEAD_HOST),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", _DEAD_PORT),
    ("org.openoffice.Inet/Settings", "ooInetFTPProxyName", _DEAD_HOST),
    ("org.openoffice.Inet/Settings", "ooInetFTPProxyPort", _DEAD_PORT),
)


def convert_with_office(
    data: bytes, suffix: str, target: Literal["docx", "xlsx"], timeout: float = TIMEOUT
) -> bytes | None:
    """The file as LibreOffice converts it; None when there is no LibreOffice or it fails.

    `suffix` is the usual one of the format that `data` is in, such as ".doc" or ".odt". The caller
    has looked that it is: bytes that LibreOffice does not know it takes for text and converts.
    """
    office = find_office()
    suffix = _SUFFIXES.get(suffix.lower(), suffix.lower())
    if office is None or _SUFFIX.fullmatch(suffix) is None:
        return None
    harmless = without_links(data)
    if harmless is None:
        return None
    # On Windows a program that was stopped may hold on to its files for a moment.
    with tempfile.TemporaryDirectory(prefix="fuyi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(harmless)
        _write_profile(folder / "profile")
        if not _run(list(_command(office, folder, source, target)), folder, timeout):
            return None
        return _result(folder / "out" / f"source.{target}")


def find_office() -> str | None:
    """The program of an installed LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _command(office: str, folder: Path, source: Path, target: str) -> Iterator[str]:
    yield office
    yield f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    yield from ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
    yield from ("--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(source))


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path, timeout: float) -> bool:
    proxy = f"http://{_DEAD_HOST}:{_DEAD_PORT}"
    environment = {**os.environ, "no_proxy": "", "NO_PROXY": ""}
    environment |= {name: proxy for one in _PROXIES for name in (one, one.upper())}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # The program starts others, which have to be stopped with it.
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(timeout) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, check=False, capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _result(path: Path) -> bytes | None:
    # LibreOffice ends well even when it could not open the file; then there is no result.
    if not path.is_file() or path.stat().st_size > MAX_RESULT:
        return None
    return path.read_bytes()
