"""The graph as data: `graph.json`, for whoever wants to draw it, count it or build on it.

    {"version": 1,
     "nodes": [{"id": "room-to-say-yes", "kind": "practice", "url": "practices/room-to-say-yes/", "title": "The room to say yes"}, …],
     "edges": [{"source": "story:the-giraffe-loaf", "target": "room-to-say-yes#tell-one-yes", "type": "shows"}, …]}

A practice's node has the practice's own permanent id, on which the ids of its steps hang; any other node is `kind:slug`.
`url` is relative to the site's root. Edge types: an essay "recommends" practices and "tells of" stories, a practice is
"argued in" essays, a story "shows" steps, any page is "about" topics and "written by" persons, a topic has a "broader"
one. Each tie stands once, in the direction in which front matter makes it. `version` grows when any of this changes.
"""

from __future__ import annotations

from typing import Any

from .library import Edge, Library

VERSION = 1
NODES = ("essay", "practice", "story", "topic", "person")


def graph(library: Library) -> dict[str, Any]:
    """All pages and ties of a Library, in a stable order."""
    pages = sorted((page for page in library.pages if page.kind in NODES), key=lambda page: (NODES.index(page.kind), page.id))
    return {
        "version": VERSION,
        "nodes": [{"id": page.id, "kind": page.kind, "url": page.url, "title": page.title} for page in pages],
        "edges": sorted((_edge(edge) for edge in library.edges), key=lambda edge: tuple(edge.values())),
    }


def _edge(edge: Edge) -> dict[str, str]:
    target = f"{edge.target.id}#{edge.step}" if edge.step else edge.target.id
    return {"source": edge.source.id, "target": target, "type": edge.type}
