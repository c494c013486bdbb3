# SPDX-License-Identifier: MulanPSL-2.0
"""Nothing lost: the journal, older states, and who has a file open."""
