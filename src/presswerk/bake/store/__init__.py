"""The store of ready pages: one memory-mapped file for all processes of a node.

``open_store(folder)`` gives the process's one `Store`. Nothing here imports Django. What is lost when the
file is lost is time and never a fact: the purge log in the database is the truth, and the cursor that says
how far it was applied lies in the store beside the pages it was applied to.
"""

from presswerk.bake.store.address import Address, encoded_path, normal_path
from presswerk.bake.store.file import StoreAway
from presswerk.bake.store.insight import Description, LastPurge, Reading, Status
from presswerk.bake.store.page import Found, Page, Ticket
from presswerk.bake.store.purges import Applied, Settled, Strength, TagPurge
from presswerk.bake.store.store import Store, open_store
from presswerk.bake.store.trouble import Trouble, troubles

__all__ = [
    "Address",
    "Applied",
    "Description",
    "Found",
    "LastPurge",
    "Page",
    "Reading",
    "Settled",
    "Status",
    "Store",
    "StoreAway",
    "Strength",
    "TagPurge",
    "Ticket",
    "Trouble",
    "encoded_path",
    "normal_path",
    "open_store",
    "troubles",
]
