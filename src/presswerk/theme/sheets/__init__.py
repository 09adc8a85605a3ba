"""The one style sheet and the one script of each kind of page, joined from small parts."""
