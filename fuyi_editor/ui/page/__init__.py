# SPDX-License-Identifier: MulanPSL-2.0
"""The page as it is printed: painting, cursor, editing in its cells."""
