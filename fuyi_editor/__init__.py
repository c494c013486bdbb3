# SPDX-License-Identifier: MulanPSL-2.0
"""An offline editor for 绩效目标表 (budget performance-target tables)."""

__version__ = "0.1.0"
