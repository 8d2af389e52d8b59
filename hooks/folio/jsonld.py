"""JSON-LD: what a page is, in the words of schema.org, for search engines and assistants."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from . import checklists
from .library import PICTURE, Page
from .model import Source

CONTEXT = "https://schema.org"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def describe(page: Page, site_url: str, site_name: str) -> dict[str, Any] | None:
    """A page as a schema.org object, or None for pages that are none: the home page, About. `site_url` ends with a slash."""
    kinds = {"essay": _essay, "practice": _practice, "story": _story, "topic": _topic, "person": _person}
    if page.kind not in kinds:
        return None
    url = urljoin(site_url, page.url)
    shared = {
        "@context": CONTEXT,
        "@id": url,
        "url": url,
        "image": url + PICTURE,
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": site_name, "url": site_url},
    }
    if page.kind in ("topic", "person"):
        shared = {"@context": CONTEXT, "@id": url, "url": url}
    about = [{"@type": "DefinedTerm", "name": tag.name, "url": urljoin(site_url, tag.url)} for tag in page.tags]
    return _filled({**shared, **kinds[page.kind](page, site_url), "about": about})


def _essay(page: Page, site_url: str) -> dict[str, Any]:
    return {
        "@type": "BlogPosting",
        **_article(page),
        "author": [{**_person_name(author), "url": urljoin(site_url, author.url)} for author in page.authors],
        "citation": [_work(source) for source in page.sources],
        "articleSection": list(page.front.categories),
    }


def _story(page: Page, _url: str) -> dict[str, Any]:
    front = page.front
    return {
        "@type": "Article",
        **_article(page),
        "author": {"@type": "Person", "name": front.teller.name} if front.teller else None,
        "isBasedOn": [_work(source) for source in page.sources],
    }


def _practice(page: Page, site_url: str) -> dict[str, Any]:
    front = page.front
    url = urljoin(site_url, page.url)
    return {
        "@type": "HowTo",
        "name": page.title,
        "description": front.summary,
        "dateModified": str(page.changed) if page.changed else None,
        "version": front.version,
        "license": LICENCE_URL,
        "totalTime": f"PT{front.takes}M" if front.takes else None,
        "step": _steps(page, url),
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": url + checklists.FILE},
        "isBasedOn": [_work(source) for source in page.sources],
    }


def _steps(page: Page, url: str) -> list[dict[str, Any]]:
    """The steps, each with its own address and its number in the whole list; grouped where there are several pause points."""
    sections = [
        (
            title,
            [
                {"@type": "HowToStep", "position": step.number, "name": step.text, "text": step.text, "url": f"{url}#{step.id}"}
                for step in steps
            ],
        )
        for title, steps in page.body.sections
    ]
    if len(sections) < 2:
        return [step for _, steps in sections for step in steps]
    return [
        {"@type": "HowToSection", "position": n, "name": title or page.title, "itemListElement": steps}
        for n, (title, steps) in enumerate(sections, 1)
    ]


def _topic(page: Page, site_url: str) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": page.title,
        "description": page.front.definition,
        "alternateName": list(page.front.synonyms),
        "inDefinedTermSet": urljoin(site_url, "topics/"),
    }


def _person(page: Page, _url: str) -> dict[str, Any]:
    return {**_person_name(page), "description": page.description, "sameAs": page.front.url}


def _person_name(page: Page) -> dict[str, str]:
    return {"@type": "Organization" if page.front.group else "Person", "name": page.title}


def _article(page: Page) -> dict[str, Any]:
    return {
        "headline": page.title,
        "description": page.description,
        "datePublished": str(page.date),
        "dateModified": str(page.changed),
        "wordCount": page.body.words,
        "license": LICENCE_URL,
        "keywords": [tag.name for tag in page.tags],
    }


def _work(source: Source) -> dict[str, Any]:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": {"@type": "Person", "name": source.author} if source.author else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
            "datePublished": source.year,
            "url": source.url,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """The same object without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
