"""The Django project: settings built from `conf`, addresses, entry points for the server."""

from presswerk.site.left_out import leave_out
from presswerk.site.loaded_late import load_late

# Here, because nothing of the project is loaded earlier.
leave_out()
load_late()
