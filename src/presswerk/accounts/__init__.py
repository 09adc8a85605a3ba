"""Staff accounts: the user model, the one way to log in, second factors, limits on attempts."""
