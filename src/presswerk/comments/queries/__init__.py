"""Named queries on comments: what readers see of a debate, and the article that one is about."""
