"""Making what ships: the base models and the language profiles, from texts that may be used so."""
