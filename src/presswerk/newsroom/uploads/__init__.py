"""What may be uploaded: judged by what a file holds, not by what it is called.

``validate_picture`` and ``validate_document`` raise ValidationError with a sentence for the editor; the forms
that call them are in ``forms``. Imports and the command line call them too.
"""

from presswerk.newsroom.uploads.documents import validate_document
from presswerk.newsroom.uploads.pictures import validate_picture

__all__ = ["validate_document", "validate_picture"]
