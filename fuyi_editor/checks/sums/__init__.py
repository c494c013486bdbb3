# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B: do the amounts, rates and scores add up."""
