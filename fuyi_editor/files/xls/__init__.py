# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .xls and .et."""
