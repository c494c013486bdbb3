# SPDX-License-Identifier: MulanPSL-2.0
"""The submission: frozen models with stable ids, edits, differences. Needs pydantic only."""
