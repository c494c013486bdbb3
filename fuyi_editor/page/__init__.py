# SPDX-License-Identifier: MulanPSL-2.0
"""Page documents: paragraphs and grids as plain data, measured and paginated without Qt."""
