# SPDX-License-Identifier: MulanPSL-2.0
"""A layout learnt from a sample that a person explains."""
