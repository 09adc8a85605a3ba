"""Who publishes and who writes."""

from typing import Any
from urllib.parse import urljoin

from django.db.models import prefetch_related_objects
from django.templatetags.static import static
from wagtail.models import Site

from presswerk.newsroom import renditions
from presswerk.newsroom.models import AuthorProfile
from presswerk.newsroom.queries.paper import settings_of
from presswerk.syndication import icons
from presswerk.syndication.in_force import of_site, policies
from presswerk.syndication.lines import lines_of
from presswerk.syndication.structured_data.markup import filled
from presswerk.syndication.structured_data.pictures import image_object


def publisher(site: Site, root_url: str) -> dict[str, Any]:
    """The paper as a NewsMediaOrganization, under one name (@id) on all pages."""
    paper = settings_of(site)
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{root_url}/#publisher",
            "name": paper.name,
            "legalName": paper.publisher,
            "url": f"{root_url}/",
            "logo": _logo(site, root_url),
            **policies(site, root_url),
        }
    )


def organization(site: Site, root_url: str) -> dict[str, Any]:
    """The paper as its front page presents it, with its contact and its own profiles elsewhere."""
    paper = settings_of(site)
    contact = filled(
        {"@type": "ContactPoint", "email": paper.contact_email, "telephone": paper.contact_phone}
    )
    return publisher(site, root_url) | filled(
        {
            "slogan": paper.claim,
            "description": paper.description,
            "contactPoint": contact if len(contact) > 1 else None,
            "address": " ".join(paper.publisher_address.split("\n")).strip(),
            "sameAs": lines_of(of_site(site).profiles),
        }
    )


def _logo(site: Site, root_url: str) -> dict[str, Any]:
    """The logo, else the icon made from the paper's name, and until there is one the software's."""
    uploaded = image_object(settings_of(site).logo, renditions.WHOLE, root_url)
    if uploaded:
        return uploaded
    made = icons.address_of(site, icons.LARGE)
    if made:
        return {"@type": "ImageObject", "url": root_url + made, "width": 512, "height": 512}
    return {"@type": "ImageObject", "url": urljoin(root_url, static("theme/icons/paper.svg"))}


def author(profile: AuthorProfile, root_url: str) -> dict[str, Any]:
    """A byline's name with its page: a Person, or an Organization for an agency."""
    is_agency = profile.kind == AuthorProfile.Kind.AGENCY
    return filled(
        {
            "@type": "Organization" if is_agency else "Person",
            "name": profile.name,
            "url": root_url + profile.url,
            "jobTitle": "" if is_agency else profile.position,
        }
    )


def profile_page(profile: AuthorProfile, root_url: str) -> dict[str, Any]:
    """An author's page, with what it says about them."""
    # Loaded so that the page, which shows the same links below, does not ask a second time.
    prefetch_related_objects([profile], "links")
    about = author(profile, root_url) | {
        "description": profile.short_biography,
        "image": image_object(profile.portrait, renditions.SQUARE, root_url),
        "email": profile.email,
        "sameAs": [link.url for link in profile.links.all()],
    }
    return {"@type": "ProfilePage", "url": root_url + profile.url, "mainEntity": filled(about)}
