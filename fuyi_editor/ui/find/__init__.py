# SPDX-License-Identifier: MulanPSL-2.0
"""Find and replace over the whole book."""
