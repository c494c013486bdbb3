# SPDX-License-Identifier: MulanPSL-2.0
"""Rules D: does the table bear out what the sentences say."""
