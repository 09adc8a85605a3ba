"""The database in a backup: a copy of one moment, while others go on writing."""
