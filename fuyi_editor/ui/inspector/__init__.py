# SPDX-License-Identifier: MulanPSL-2.0
"""The inspector: a form of the selected node."""
