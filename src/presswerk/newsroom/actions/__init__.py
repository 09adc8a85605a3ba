"""The one doorway for changes. Each action is one transaction, with its purges in it."""
