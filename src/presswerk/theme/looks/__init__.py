"""The looks that come along, each a theme as a web designer makes one.

docs/how-to/make-your-own-theme.md tells how.
"""
