"""The one doorway for what readers see.

Each query is named, walks an index in order, pages by key and names its tags for the bake. Views,
feeds and sitemaps ask here and nowhere else.
"""

PAGE_SIZE = 24
