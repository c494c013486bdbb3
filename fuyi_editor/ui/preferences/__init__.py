# SPDX-License-Identifier: MulanPSL-2.0
"""What the user sets for good."""
