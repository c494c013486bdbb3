# SPDX-License-Identifier: MulanPSL-2.0
"""Reading web pages and pasted tables."""
