"""Why a backup cannot be made, put back or trusted.

Refused          the operator has to do something first
└── NotABackup   the file is none, or a torn or damaged one
"""


class Refused(Exception):
    """``sentence`` says what is wrong, ``remedy`` what to do."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy


class NotABackup(Refused):
    """Nothing in the file may be believed."""
