# SPDX-License-Identifier: MulanPSL-2.0
"""The indicator library: SQLite in the user's data folder; search, harvest, propose."""
