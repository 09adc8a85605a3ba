"""The staff's screen for the keys of the spam service; it calls what `presswerk spam key` calls."""

# Who may give people access to the newspaper may give it to sites.
PERMISSION = "accounts.add_user"
