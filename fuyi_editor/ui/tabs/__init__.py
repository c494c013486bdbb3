# SPDX-License-Identifier: MulanPSL-2.0
"""Several open books in one window."""
