# SPDX-License-Identifier: MulanPSL-2.0
"""What the readers of workbooks have in common: cells to grids and pages."""
