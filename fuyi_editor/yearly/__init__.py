# SPDX-License-Identifier: MulanPSL-2.0
"""What is done with whole books over the year: following rows, roll over, compare, merge."""
