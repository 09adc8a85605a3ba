"""What points to the paper: feeds, sitemaps, structured data."""
