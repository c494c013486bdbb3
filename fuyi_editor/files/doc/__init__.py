# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .doc and .wps: the binary Word format."""
