# SPDX-License-Identifier: MulanPSL-2.0
"""Layouts: data files that say how a form is set; fill and parse between model and page."""
