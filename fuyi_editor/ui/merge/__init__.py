# SPDX-License-Identifier: MulanPSL-2.0
"""Many units' files as one book: the dialog and what it reads."""
