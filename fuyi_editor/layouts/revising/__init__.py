# SPDX-License-Identifier: MulanPSL-2.0
"""A page that was read, changed only where the submission changed."""
