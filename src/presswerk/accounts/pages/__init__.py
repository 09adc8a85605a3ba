"""The account pages of our own, one module a subject."""
