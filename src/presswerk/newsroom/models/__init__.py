"""Models of the newsroom; each module holds one noun of it."""

from presswerk.newsroom.models.articles import ArticlePage, Correction, Credit
from presswerk.newsroom.models.authors import AuthorLink, AuthorProfile
from presswerk.newsroom.models.documents import Document
from presswerk.newsroom.models.embeds import EmbedStill
from presswerk.newsroom.models.fronts import FrontPage, FrontPin
from presswerk.newsroom.models.listings import ArchiveDay, Listing
from presswerk.newsroom.models.menus import Menu, MenuItem
from presswerk.newsroom.models.numbers import ArticleNumber
from presswerk.newsroom.models.paper import SiteSettings
from presswerk.newsroom.models.pictures import Image, Rendition
from presswerk.newsroom.models.plain import PlainPage
from presswerk.newsroom.models.sections import SectionPage, SectionPin
from presswerk.newsroom.models.shown import ShownPicture
from presswerk.newsroom.models.topics import Topic

__all__ = [
    "ArchiveDay",
    "ArticleNumber",
    "ArticlePage",
    "AuthorLink",
    "AuthorProfile",
    "Correction",
    "Credit",
    "Document",
    "EmbedStill",
    "FrontPage",
    "FrontPin",
    "Image",
    "Listing",
    "Menu",
    "MenuItem",
    "PlainPage",
    "Rendition",
    "SectionPage",
    "SectionPin",
    "ShownPicture",
    "SiteSettings",
    "Topic",
]
