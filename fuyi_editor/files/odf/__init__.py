# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .odt and .ods."""
