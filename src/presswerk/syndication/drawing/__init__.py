"""Drawing the paper's icons and the share pictures of articles, with Pillow and the paper's own type.

Only the process of the slow queue loads these modules: Pillow with all its formats is large.
"""
