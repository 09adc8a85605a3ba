"""The staff's screen for the keys of the spam service; it calls what `presswerk spam key` calls."""
