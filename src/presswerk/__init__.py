"""Presswerk: the whole software of an online newspaper."""

__version__ = "0.1.0"
