"""What ``presswerk doctor`` looks at, one module a subject; each check is a function that yields findings."""
