# SPDX-License-Identifier: MulanPSL-2.0
"""The command line: one module for each command that is more than a few lines."""
