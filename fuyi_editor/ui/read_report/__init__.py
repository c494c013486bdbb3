# SPDX-License-Identifier: MulanPSL-2.0
"""What a file was read as: the panel and its model."""
