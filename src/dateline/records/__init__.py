"""Frozen records that the stages hand on; no I/O and no third-party import."""
