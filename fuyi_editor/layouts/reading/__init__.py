# SPDX-License-Identifier: MulanPSL-2.0
"""A page read into a submission, by its labels."""
