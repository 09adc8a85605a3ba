"""The Django project: settings built from `conf`, addresses, entry points for the server."""
