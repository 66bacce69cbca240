"""Who says it, whether it happened, and what does not fit."""
