# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C: do name, value and unit of an indicator fit together."""
