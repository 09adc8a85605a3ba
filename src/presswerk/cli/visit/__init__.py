"""Looking at a running site from outside, as a reader's browser does; loads neither Django nor a database."""
