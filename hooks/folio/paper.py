"""Where the links of a text lead, for those who read it on paper: stylesheets show it there (print.css).

An address beside the text is written from the page (`../other/`), which says nothing on paper, and a stylesheet cannot resolve
it. So each link of ours carries its whole address, without https://, as `data-to`. A link whose words are its address carries
an empty one: nothing has to be added. A link to elsewhere carries nothing, since its `href` is what there is to show.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

_LINK = re.compile(r'<a(?=\s)(?P<given>[^>]*?\shref="(?P<href>[^"#][^"]*)"[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def addressed(html: str, page: str, site: str) -> str:
    """The HTML of a text with its links made ready for paper. `page` is its address below `site`, which ends with a slash."""

    def ready(link: re.Match[str]) -> str:
        whole = urljoin(site + page, unescape(link["href"]))
        if not whole.startswith(("https://", "http://")):
            return link[0]
        if _bare(unescape(_TAG.sub("", link["words"]))).rstrip("/") == _bare(whole).rstrip("/"):
            return f'<a data-to=""{link["given"]}>{link["words"]}</a>'
        return f'<a data-to="{escape(_bare(whole))}"{link["given"]}>{link["words"]}</a>' if whole.startswith(site) else link[0]

    return _LINK.sub(ready, html)


def _bare(address: str) -> str:
    """An address as people write it."""
    return re.sub(r"^https?://", "", address.strip())
