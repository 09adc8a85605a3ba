"""By what one sees that a restore was interrupted. Apart, as every start of the newspaper looks for it."""

# The folder inside of a place that cannot be replaced as a whole, such as a disk of its own.
WITHIN = ".restoring"
# In PostgreSQL from before the first row until the folder is in its place too.
UNFINISHED_TABLE = "presswerk_restoring"
