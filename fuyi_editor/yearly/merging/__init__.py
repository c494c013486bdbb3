# SPDX-License-Identifier: MulanPSL-2.0
"""The books of many units as one."""
