"""A small Django project for tests that need real processes: nothing but jobs, so it starts fast."""
