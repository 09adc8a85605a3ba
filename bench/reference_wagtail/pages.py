#!/usr/bin/env python3
"""Answers requests for the reference's articles, as bench/render_pages.py does for the newspaper's.

The first argument is the file with which the reference is filled when it is empty.
"""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "reference_wagtail.settings"
    import django

    django.setup()
    from django.conf import settings
    from render_answers import answer

    from reference_wagtail.filling import fill
    from reference_wagtail.models import StockPage

    if not Path(settings.DATABASES["default"]["NAME"]).exists():
        fill(Path(sys.argv[1]))
    articles = StockPage.objects.filter(slug__regex="-article(-with-comments)?$").order_by("pk")
    answer({article.slug.replace("-", " "): article.get_url() for article in articles}, {})


if __name__ == "__main__":
    main()
