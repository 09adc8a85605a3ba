"""The blocks of which an article's body is made, one module for each family."""

from presswerk.newsroom.blocks.body import ArticleBody, PlainBody

__all__ = ["ArticleBody", "PlainBody"]
