# SPDX-License-Identifier: MulanPSL-2.0
"""Rules A and G: is everything there that forms and reviewers ask for, and in its order."""
