# SPDX-License-Identifier: MulanPSL-2.0
"""Reading, revising in place and writing .docx."""
