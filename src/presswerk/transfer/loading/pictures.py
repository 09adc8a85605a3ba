"""Picture files of this machine as pictures of the paper, each stored once."""

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.utils import translation
from wagtail.utils.file import hash_filelike

from presswerk.newsroom.models import Image
from presswerk.newsroom.uploads import validate_picture
from presswerk.transfer.incoming import IncomingPicture


class PictureRefused(ValueError):
    """This picture cannot be taken in; the message says why, in a whole sentence."""


class Pictures:
    """Stores the picture files that articles bring along. The same content is stored once."""

    def __init__(self, *, makes: bool) -> None:
        self._makes = makes

    def take(self, picture: IncomingPicture) -> int:
        """The id of the stored picture; 0 in a trial. Raises PictureRefused."""
        try:
            with picture.file.open("rb") as opened:
                file = ImageFile(opened, name=picture.file.name)
                with translation.override("en"):
                    validate_picture(file)
                return self._store(picture, file) if self._makes else 0
        except ValidationError as error:
            raise PictureRefused(f"{picture.file.name}: {' '.join(error.messages)}") from error
        except OSError as error:
            raise PictureRefused(f"{picture.file.name}: {error.strerror or error}.") from error

    def _store(self, picture: IncomingPicture, file: ImageFile) -> int:
        stored = Image.objects.filter(file_hash=hash_filelike(file)).values_list("pk", flat=True).first()
        if stored is not None:
            return stored
        file.seek(0)
        description = picture.alt or picture.caption
        image = Image(
            title=(picture.alt or picture.file.stem)[:255],
            file=file,
            description="" if picture.is_decorative else description[:255],
            is_decorative=picture.is_decorative or not description,
            caption=picture.caption[:500],
            credit=picture.credit[:255],
            licence=picture.licence[:120],
        )
        image._set_image_file_metadata()
        image.save()
        return image.pk
