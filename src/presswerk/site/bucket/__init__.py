"""Uploaded files in an S3 bucket: the setting ``media_url``, the storage, the copies on this machine.

Addresses stay ``/media/…``, whatever holds the files: pages, feeds and the bake do not change, no page calls
another host, and the bucket is open to nobody but the newspaper. Each machine keeps copies of what is read.
"""
