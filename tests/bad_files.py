# SPDX-License-Identifier: MulanPSL-2.0
"""Files that cannot be opened, and the word that tells the user why."""

from __future__ import annotations

from pathlib import Path

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.page.document import PageDocument, Paragraph

DATA = Path(__file__).parent / "data"

CAUSES = {
    "damaged": "损坏",
    "text": "文",
    "empty": "空",
    "no-table": "没有表格",
    "encrypted": "密码",
    "folder": "文件夹",
    "missing": "不存在",
    "busy": "Wang",
}


def make_bad_files(folder: Path) -> dict[str, Path]:
    """One file for each cause, all named .docx."""
    whole = (DATA / "fengrun-2023.docx").read_bytes()
    encrypted = (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    )
    files = {
        "damaged": whole[: len(whole) // 2],
        "text": "这是文字".encode(),
        "empty": b"",
        "no-table": compose_docx(PageDocument((Paragraph("关于填报绩效目标表的通知"),))),
        "encrypted": encrypted.ljust(1536, b"\0"),
        "busy": whole,
    }
    paths = {name: folder / f"{name}.docx" for name in CAUSES}
    for name, data in files.items():
        paths[name].write_bytes(data)
    paths["folder"].mkdir()
    (folder / "~$busy.docx").write_bytes(b"\x04Wang".ljust(54, b"\0"))
    return paths
