# SPDX-License-Identifier: MulanPSL-2.0
"""The window and what is in it. Only this layer and `app` know Qt."""
