"""The truth about what moderators decided: an append-only file, and snapshots of what was learned from it."""
