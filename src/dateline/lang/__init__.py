"""Languages: each a folder of lexicons (data) with one module per kind of data."""
