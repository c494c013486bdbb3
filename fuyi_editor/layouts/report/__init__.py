# SPDX-License-Identifier: MulanPSL-2.0
"""What became of every piece of a page that was read."""
