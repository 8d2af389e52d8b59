"""What a story changes in the site: its own page, and the files that list it, tie to it or stand beside it.

Every other byte of the site is the same with and without the story (tests/site/test_reach.py builds both). So an editor
can say beforehand what a reader will see, and nobody changes the house's own pages by telling a story.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from .atlas import Atlas
from .feed import FORMATS, Site, feeds
from .library import COVER, KINDS, PICTURE, Library, Page
from .listings import Listings
from .maturity import maturity
from .views import Views

ALWAYS = ("index.html", "graph.json", "search/", "sitemap.xml", "sitemap.xml.gz")
"""The first page, which counts; the graph, the search (a folder, of whose files some change) and the map of the site, which name all."""


def reach(library: Library, story: Page) -> frozenset[str]:
    """The files below site/ that may differ from a site without the story; `library` holds the story."""
    views = Views(library, Listings(library))
    beside = story.path.rpartition("/")[0] + "/"
    pictures = {unquote(story.url) + path.removeprefix(beside) for path in library.files if path.startswith(beside) and path != story.path}
    followed = {feed.base + form.file for feed in feeds(library, Site("", "", "")) if story in feed.pages for form in FORMATS}
    moved = {alias if alias.endswith(".html") else f"{alias}index.html" for alias in story.front.aliases}
    latest = {"404.html"} if story in views.latest() else set()
    pages = {unquote(url) + "index.html" for url in _pages(library, views, story)}
    drawn = {unquote(url) + name for url in _new(views.listings, story) for name in (COVER, PICTURE)}
    return frozenset({*ALWAYS, *pictures, *drawn, *map(unquote, followed | moved), *latest, *pages})


def _new(listings: Listings, story: Page) -> Iterator[str]:
    """The addresses that are there only because the story is; the index of all stories always is."""
    yield story.url
    index = f"{KINDS['story'].plural}/"
    yield from (listing.shelf.base for listing in listings.all if listing.shelf.pages == (story,) and listing.shelf.base != index)


def _pages(library: Library, views: Views, story: Page) -> Iterator[str]:
    """The addresses of the pages that show the story, or show others because of it."""
    practices, essays = library.tied(story, "practice"), library.tied(story, "essay")
    yield story.url
    for practice in practices:  # it says who took which step; an essay on it shows the stories of it
        yield practice.url
        yield from (essay.url for essay in library.tied(practice, "essay"))
    yield from (essay.url for essay in essays)
    yield from (tag.url for tag in story.tags)
    if any(tag.topic not in library.themes for tag in story.tags):  # the overview counts the pages of all topics but these
        yield "topics/"
    yield from (theme.url for theme in library.themes if story in views.listings.in_theme(theme, "story"))
    yield from (other.url for other in library.of("story") if other is not story and views.features[other] & views.features[story])
    around = views.neighbours(story)
    yield from (other.url for other in (around.newer, around.older) if other)
    without = Library((page for page in library.pages if page is not story), library.files, lock=library.lock)
    risen = [practice for practice in practices if maturity(library, practice).name != maturity(without, practice).name]
    former = Views(without, Listings(without))
    about = {topic for page in (*practices, *essays) for topic in library.tied(page, "topic")}.union(library.themes)
    yield from (topic.url for topic in about if _order(views, topic, story) != _order(former, topic, story))
    charts, before = Atlas(library), Atlas(without)
    yield from (chart.url for chart in charts.charts.values() if chart != before.charts.get(chart.url))
    yield from (page.url for page in library.pages if charts.url(page) != before.url(page))  # one more, and the map is made in parts
    for listing in views.listings.all:  # each index of stories says how many there are; those of practices, how far each has come
        if listing.shelf.kind == "story" or story in listing.shelf.pages or any(practice in listing.items for practice in risen):
            yield listing.url


def _order(views: Views, topic: Page, story: Page) -> list[Page]:
    """The pages about a topic as they stand there, without the story: what is tied to it may rise because of it."""
    shown = views.topic(topic)
    return [page for kind in ("essays", "practices", "stories") for page in shown[kind] if page is not story]
