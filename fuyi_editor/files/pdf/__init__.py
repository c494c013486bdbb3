# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .pdf: glyphs and lines put together to tables."""
