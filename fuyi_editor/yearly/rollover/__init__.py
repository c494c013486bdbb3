# SPDX-License-Identifier: MulanPSL-2.0
"""This year's book out of last year's: proposals with reasons, applied when ticked."""
