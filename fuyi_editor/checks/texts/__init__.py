# SPDX-License-Identifier: MulanPSL-2.0
"""Rules F: slips in single texts."""
