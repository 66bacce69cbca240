"""Coding many articles: on the cores of one machine, in shards, and on a cluster."""
