"""Merging: which reports tell the same event, and what all of them together say of it.

`tellings` makes reports comparable; `pairs` finds those worth comparing, `features` and `likeness`
say how alike two are, `clusters` puts them together, `incidents` makes an incident of a cluster and
`minting` keeps its id across runs. `copies` finds articles that are copies of one text. `engine`
merges all reports in one go; `blocked` does the same block by block, through a folder.
"""
