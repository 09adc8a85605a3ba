"""Moving all rows from SQLite to PostgreSQL or back, and proving that they are the same."""
