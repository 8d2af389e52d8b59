"""What other generators call things, so that posts of a Jekyll, Hugo, Astro, Eleventy or Material blog can be read as they are.

Collected from the front matter of public blogs and from the generators' own documentation. Names are compared without
capitals, hyphens and underscores: `pubDate`, `pub_date` and `pubdate` are one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from .frontmatter import Document, Loc, Value

SYNONYMS = {
    "description": "excerpt summary teaser deck abstract standfirst lead blurb snippet intro metadescription",
    "authors": "author byline writer by",
    "date": "pubdate publishdate publishedat publisheddate datepublished publishedon created createdat createddate",
    "updated": "lastupdated lastmod lastmodified lastmodifiedat modified moddate updateddate updatedat updatedon datemodified",
    "aliases": "alias redirectfrom redirects",
    "categories": "category",
    "tags": "tag",
    "pin": "pinned",
    "slug": "",
    "title": "",
    "draft": "",
    "series": "serie",
}
"""Our word for a field, and what others call the same thing. The first that stands in a file counts, ours before all."""

UNUSED = frozenset(
    """
    access alt archive archived audio background banner bannerimage bgcolor blog bookhidden build canonical
    canonicalurl caption card cardimage cascade class collection color colors comment comments container copyright
    cover coveralt coverimage covers credit credits css customcss customjs direction discussion discussionid
    discussions disqus disqusid edit editlink elink email embed event exclude excludefromcollections excludesearch
    external externallink externalurl eyebrow facebook feature featured featuredimage featureimage feed figure
    filename footer format gallery github githubissue gravatar guid hasmath head header headerimage headline hero
    herobackground heroimage hidden hide hidemeta hidetitle hn icon id image imagealt imagecaption imagecredit
    imagelink images img imgalt index inlanguage issue js katex key kicker label lang language languages layout
    licence license link links linktitle list locale location logo markup mastodon mathjax menu mermaid meta
    metaimage metatitle module name nav navigation navorder newsletter next noindex nositemap number ogdescription
    ogimage ogtitle oldurl order origin originalurl outputs outputstyle override page pageclass pagetitle pagetype
    params parent part permalink photo photocredit photos picture place podcast position post postclass poster
    postid posttype prev preview previous priority private product products project promo published publisher
    ratings readingtime readtime readtimeminutes related relatedposts relatedtopics release releasedate
    releaseversion render repo resources revision robots rss sample schema script scripts search section seo
    seodescription seotitle serieorder seriesorder share shareimage sharing shorttitle show showtoc sidebar
    sidebardepth sidebarlabel sidebarposition singlecolumn sitemap slides social socialimage socialshare source
    sourceurl sponsor status sticky style styles stylesheet subhead subtitle tableofcontents tagline taxonomies team
    template theme themes thumb thumbnail thumbnailimage timezone titleimage toc tocopen toot topic translation
    translationkey translations translator translators twitter type uid unlisted updates url user uuid version
    versions video videos view visibility visible weight wordcount wordpressid wpid youtube
    """.split()
)
"""Fields that other generators use and this one has no use for: they may stay, without a word."""


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """A field's name without capitals, hyphens and underscores."""
    return re.sub(r"[-_ .]", "", name).lower()


_OURS = {other: ours for ours, others in SYNONYMS.items() for other in (*others.split(), plain(ours))}


def translate(document: Document) -> Document:
    """The same document in our words: synonyms renamed, `date: {created, updated}` taken apart, unused fields dropped."""
    values: dict[str, Value] = {}
    lines: dict[Loc, int] = dict(document.lines)

    def put(name: str, value: Value, *loc: str | int) -> None:
        if name not in values and value is not None:
            values[name] = value
            if loc != (name,):
                lines.update({(name, *rest[len(loc) :]): line for rest, line in document.lines.items() if rest[: len(loc)] == loc})

    for name in sorted(document.values, key=lambda name: name not in SYNONYMS):  # our own word counts before its synonyms
        value = document.values[name]
        ours = _OURS.get(plain(name), name)
        if ours == "date" and isinstance(value, dict) and "created" in value:  # Material's own form
            put("date", value.get("created"), name, "created")
            put("updated", value.get("updated"), name, "updated")
        elif plain(name) == "published" and isinstance(value, str):
            if value.lower() in ("false", "no"):  # Jekyll's word for a draft
                put("draft", "true", name)
            elif value.lower() not in ("true", "yes"):
                put("date", value, name)
        elif ours in SYNONYMS or plain(name) not in UNUSED:
            put(ours, value, name)
    return replace(document, values=values, lines=lines)
