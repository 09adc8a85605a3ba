from django.conf import settings
from django.urls import path

from presswerk.accessibility.pages import path_of
from presswerk.accessibility.views import statement

urlpatterns = [path(path_of(code).lstrip("/"), statement) for code, _name in settings.LANGUAGES]
