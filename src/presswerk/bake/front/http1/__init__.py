"""HTTP/1.1 for the front: parsed by llhttp (httptools), on uvloop, in the thread that answers.

Why not a server off the shelf: docs/decisions/0007-the-front.md. What an application sees is RSGI's interface
as far as the front uses it, so that the front runs under Granian as well.
"""
