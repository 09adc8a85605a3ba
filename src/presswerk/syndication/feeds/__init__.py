"""Feeds: what is in them (`channel`), how a format writes it (`rss`), and where they are found (`views`)."""
