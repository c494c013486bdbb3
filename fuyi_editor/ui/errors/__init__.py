# SPDX-License-Identifier: MulanPSL-2.0
"""Errors that nobody expected: caught, logged without the texts of the book, told, survived."""
