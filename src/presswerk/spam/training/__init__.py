"""Texts written for this project that the shipped model learns from, and the grammar that expands them."""
