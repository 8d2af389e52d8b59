"""What a page may load and run, as its browser is told: the second lock, should anything get past the first (scan.py).

`POLICY` is the whole of it, and stands in the head of every page that is published. It names what the site's own features
need and nothing else: a feature that needs more has to ask for it here, and docs/safety.md has to say so.
"""

from __future__ import annotations

ENGINE = "https://duckduckgo.com/"
"""Where the page of results hands the words, if a reader's browser runs no script: its field `sites` says which site is meant."""
ALLOWED = {
    "default-src": "'none'",  # whatever is not named below: frames, objects, and what browsers will learn to load
    "script-src": "'self'",  # files of ours; nothing that stands in a page runs
    "style-src": "'self'",  # sheets of ours; no style attribute counts
    "img-src": "'self' data:",  # data: for the small signs that stylesheets hold, and the page without an icon
    "font-src": "'self'",
    "media-src": "'self'",  # a recording that an author puts beside a page
    "connect-src": "'self'",  # the search asks for its index
    "worker-src": "'self'",  # the search, and the page "Tell your story" where there is no network
    "base-uri": "'none'",
    "form-action": f"'self' {ENGINE}",  # the search: its own page, and where no script runs, a search engine that knows this site
}
"""Each directive, and what it allows."""

POLICY = "; ".join(f"{directive} {allowed}" for directive, allowed in ALLOWED.items())
"""The policy, as a page or a host says it."""

HOST = "_headers"
"""The file in which some hosts (Netlify, Cloudflare Pages) look for what to say with each file."""


def headers() -> str:
    """What only a host can say: that no other site frames a page, and that a file is what its name says.

    The policy itself is not repeated: pages carry it to every host, and two policies would have to be kept alike.
    """
    said = {
        "Content-Security-Policy": "frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())
