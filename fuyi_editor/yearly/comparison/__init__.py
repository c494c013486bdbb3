# SPDX-License-Identifier: MulanPSL-2.0
"""The revision table of two books: what differs, told once."""
