"""Named queries on comments: for readers in `debate`, for counts in `counts`."""
