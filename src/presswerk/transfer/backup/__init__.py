"""Backups: one file, made while the newspaper runs, put back and looked at by putting it back.

``taking`` needs Django set up. ``putting_back`` must not have it: there is no newspaper yet to set it up for.
"""
