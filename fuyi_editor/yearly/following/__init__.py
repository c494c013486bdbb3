# SPDX-License-Identifier: MulanPSL-2.0
"""Which row of a later book was which row of the earlier one."""
