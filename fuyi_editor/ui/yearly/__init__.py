# SPDX-License-Identifier: MulanPSL-2.0
"""Last year beside this one, roll over, and the revision table."""
