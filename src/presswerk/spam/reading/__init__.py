"""From what was sent to what was meant: markup stripped, disguises undone, both counted."""

from presswerk.spam.reading.text import Reading, read
from presswerk.spam.reading.words import Word

__all__ = ["Reading", "Word", "read"]
