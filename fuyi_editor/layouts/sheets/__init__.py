# SPDX-License-Identifier: MulanPSL-2.0
"""Sheets about a book, as page documents of their own, and the book as it is printed."""
