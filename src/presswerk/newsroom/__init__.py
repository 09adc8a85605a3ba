"""Sections, articles, authors, topics, fronts and menus: what a newspaper is made of."""
