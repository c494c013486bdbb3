# SPDX-License-Identifier: MulanPSL-2.0
"""A process is known by its machine and its start, not by its number."""

from __future__ import annotations

import os
import subprocess
import sys

from fuyi_editor.files.owner import Owner
from tests.files.journals import gone_owner


def test_this_program_lives_and_one_that_ended_does_not():
    assert Owner.this().pid == os.getpid()
    assert Owner.this().may_live
    assert Owner.this() == Owner.this()
    assert not gone_owner().may_live


def test_a_living_child_is_told_from_another_process_with_its_number():
    code = (
        "from fuyi_editor.files.owner import Owner; print(Owner.this().model_dump_json()); input()"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        owner = Owner.model_validate_json(child.stdout.readline())
        assert owner.may_live
        assert not owner.model_copy(update={"started": "another time"}).may_live
        child.kill()
    assert not owner.may_live


def test_a_child_that_nobody_has_waited_for_is_over():
    with subprocess.Popen([sys.executable, "-c", "pass"], stdout=subprocess.PIPE) as child:
        child.stdout.read()
        owner = Owner.this().model_copy(update={"pid": child.pid, "started": ""})
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not owner.may_live


def test_another_machine_cannot_be_asked():
    elsewhere = gone_owner().model_copy(update={"machine": "another"})
    assert not elsewhere.is_here
    assert elsewhere.may_live


def test_a_renamed_machine_is_the_same():
    renamed = gone_owner().model_copy(update={"host": "NEW-NAME"})
    assert renamed.is_here
    assert not renamed.may_live
