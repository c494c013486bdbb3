# SPDX-License-Identifier: MulanPSL-2.0
"""Preview, printer and PDF."""
