"""What moderators do, each act one transaction with its entry in the audit log."""
