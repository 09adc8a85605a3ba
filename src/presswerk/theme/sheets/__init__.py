"""The style sheets of reader pages: joined from small parts, made small, one for each kind of page."""
