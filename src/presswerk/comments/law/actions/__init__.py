"""What is done under the law: report, decide, state reasons, complain, exercise rights.

One transaction each.
"""
