"""The living style guide at /_stil/: every component of the reader pages, for those who make them."""
