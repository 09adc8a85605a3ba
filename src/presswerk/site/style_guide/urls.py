from django.urls import path

from presswerk.site.style_guide.views import style_guide

urlpatterns = [
    path("", style_guide, name="style_guide"),
    path("<slug:kind>/", style_guide, name="style_guide_of_kind"),
]
