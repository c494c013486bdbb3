# SPDX-License-Identifier: MulanPSL-2.0
"""Findings for others to read: on a terminal, as data, as tables, in a reviewer's words."""
