# SPDX-License-Identifier: MulanPSL-2.0
"""Readers and writers of file formats, and safe saving; they know page documents, never forms."""
