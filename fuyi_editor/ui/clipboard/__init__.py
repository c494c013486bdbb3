# SPDX-License-Identifier: MulanPSL-2.0
"""Cutting, copying and pasting rows and cells, of this program and of others."""
