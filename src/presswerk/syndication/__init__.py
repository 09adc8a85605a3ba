"""What points to the paper: feeds, sitemaps, structured data.

It hangs itself into the newsroom's slots and addresses; the newsroom knows nothing of it.
"""
