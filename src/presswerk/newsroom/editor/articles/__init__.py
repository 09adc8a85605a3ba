"""The flat list of all articles, and the way to a new one."""
