"""JSON-LD in the words of schema.org: the facts that the page shows, for programs.

Each module describes one thing and returns plain dictionaries; `pieces` puts them into the pages.
"""
