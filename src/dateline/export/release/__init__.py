"""A release: incidents, their reports and articles frozen as a data set that can be cited.

`gathering.gather` reads it from a store, `writing.write_release` writes it into a folder.
"""
