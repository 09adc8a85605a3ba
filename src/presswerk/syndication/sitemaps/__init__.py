"""The sitemap by the protocol of sitemaps.org, version 0.9: an index, and shards that stay the same.

A shard holds the articles of 10,000 successive numbers, whatever is published, deleted or imported later.
"""
