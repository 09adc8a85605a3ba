"""The one doorway for changes of comments: each one transaction, with its entry in the audit log in it."""
