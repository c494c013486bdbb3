# SPDX-License-Identifier: MulanPSL-2.0
"""A submission set anew in a layout, and what of it a page has no place for."""
