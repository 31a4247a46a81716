from civic.pages.models.base import CivicPage, Topic
from civic.pages.models.faq import FaqIndexPage, FaqPage, FaqSource, FaqVote
from civic.pages.models.site import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    WardIndexPage,
    WardPage,
)

__all__ = [
    "CivicPage",
    "FaqIndexPage",
    "FaqPage",
    "FaqSource",
    "FaqVote",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
    "Topic",
    "WardIndexPage",
    "WardPage",
]
