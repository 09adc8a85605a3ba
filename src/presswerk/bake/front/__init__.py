"""The front: a process of its own that answers readers from the store and passes the rest to Django.

It imports neither Django nor a database driver. `python -m presswerk.bake.front <front.json>` runs it.
"""
