# SPDX-License-Identifier: MulanPSL-2.0
"""Rules E: what was left standing from another year or another project."""
