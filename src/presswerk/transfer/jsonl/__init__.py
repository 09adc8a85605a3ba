"""Articles from JSON Lines; docs/reference/jsonl-format.md says what a line holds."""

from presswerk.transfer.jsonl.importing import DEFAULT_SOURCE, import_file
from presswerk.transfer.jsonl.lines import UnreadableFile

__all__ = ["DEFAULT_SOURCE", "UnreadableFile", "import_file"]
