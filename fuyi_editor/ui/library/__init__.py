# SPDX-License-Identifier: MulanPSL-2.0
"""The indicator library: proposals while one types, and its window."""
