# SPDX-License-Identifier: MulanPSL-2.0
"""Reading plain text and .csv."""
