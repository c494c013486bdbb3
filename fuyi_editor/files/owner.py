# SPDX-License-Identifier: MulanPSL-2.0
"""Which run of the program something belongs to, and whether that run is still alive.

A process id alone says nothing: after a crash and a restart of the computer another program may
have it. So the time at which the process started counts as well, and the machine.
"""

from __future__ import annotations

import getpass
import os
import platform
import sys
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

_UNKNOWN = ""


class Owner(BaseModel):
    """A process on a machine, run by a user. `started` tells apart processes with one number."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str
    host: str
    machine: str
    pid: int
    started: str

    @classmethod
    def this(cls) -> Self:
        """The running program."""
        pid = os.getpid()
        return cls(
            user=_user(),
            host=platform.node(),
            machine=_machine(),
            pid=pid,
            started=_started(pid) or _UNKNOWN,
        )

    @property
    def is_here(self) -> bool:
        """Whether it ran on this machine, whatever that is called now."""
        return self.machine == _machine()

    @property
    def may_live(self) -> bool:
        """Whether it may still run: it does here, or it is on a machine that cannot be asked."""
        if not self.is_here:
            return True
        started = _started(self.pid)
        return started is not None and (
            _UNKNOWN in (started, self.started) or started == self.started
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _machine() -> str:
    """A name of the machine that stays when the computer is renamed."""
    if sys.platform == "win32":
        return _windows_machine() or platform.node()
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(name).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        if text:
            return text
    return platform.node()


def _started(pid: int) -> str | None:
    """When that process started, `_UNKNOWN` if that cannot be told, None if there is none."""
    if sys.platform == "win32":
        return _windows_started(pid)
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return _UNKNOWN if _exists(pid) else None
    # Behind the name, which may hold anything: the state first, the start in ticks as the 20th.
    fields = status.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    return f"{boot} {fields[19]}"


def _exists(pid: int) -> bool:
    if pid <= 0 or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _windows_machine() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE,
            r"SOFTWARE\Microsoft\Cryptography",
            access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
        ) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""


def _windows_started(pid: int) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    access_denied, still_active, query_limited = 5, 259, 0x1000
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(query_limited, False, pid)
    if not handle:
        return _UNKNOWN if ctypes.get_last_error() == access_denied else None
    try:
        code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
        shared = wintypes.HANDLE(handle)
        if kernel.GetExitCodeProcess(shared, ctypes.byref(code)) and code.value != still_active:
            return None
        if not kernel.GetProcessTimes(shared, *map(ctypes.byref, times)):
            return _UNKNOWN
        return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
