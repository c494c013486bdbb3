# SPDX-License-Identifier: MulanPSL-2.0
"""What the checks found: the panel, fixes, dismissals, the review sheet."""
