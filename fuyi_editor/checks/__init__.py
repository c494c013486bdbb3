# SPDX-License-Identifier: MulanPSL-2.0
"""Checks: one small function per rule, findings with four outcomes, fixes as edits."""
