"""Comments: threads below articles, their form, moderation, the law and the reader's rights.

`presswerk.comments` holds what all of it stands on: the comments themselves, how one is submitted, decided
and shown. `presswerk.comments.moderation` (the desk) and `presswerk.comments.law` (reports, statements,
rights, retention) are applications of their own that hang in through `presswerk.comments.seams`; nothing
here imports them, and the desk does not import the law.
"""
