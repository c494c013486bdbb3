# SPDX-License-Identifier: MulanPSL-2.0
"""The manual inside the program, and what a first start shows."""
