# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of the book: its rows as a Qt model, its cells, editing and dragging."""
