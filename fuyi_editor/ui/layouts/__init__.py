# SPDX-License-Identifier: MulanPSL-2.0
"""Choosing, learning and changing the form of a book, and books as patterns."""
