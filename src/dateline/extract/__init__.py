"""Phrases of an event mention: who, whom, where, when, how many, with what."""
