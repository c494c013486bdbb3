# SPDX-License-Identifier: MulanPSL-2.0
"""A layout as data: what its file says, checked, and the templates in it."""
