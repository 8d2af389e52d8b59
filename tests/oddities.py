"""Content that a site meets one day: strangers' words in every field, and more essays than fit one page."""

from __future__ import annotations

from collections.abc import Sequence

from photos import PNG
from website import page

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</textarea></style></noscript><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math><style><img src=x onerror=alert(1)></style></math>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<style>@import 'javascript:alert(1)'; *{display:none}</style>",
    '<link rel=stylesheet href="https://evil.example/x.css">',
    '<base href="https://evil.example/">',
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<a href=javascript:alert(1)>go</a>",
    "<a href='java&#115;cript:alert(1)'>go</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "` onmouseover=alert(1) `",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script><![CDATA[",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--<script>alert(1)</script>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "{{ 7*7 }} {% raw %} {{ config }}",
    "{%endraw%}{{ self.__init__ }}",
    "${alert(1)} #{alert(1)} <%= alert(1) %>",
    "';alert(1);//",
    '\\";alert(1);//',
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1) <b>unclosed",
    "<",
    "&",
    "http-equiv=refresh content=0;url=//evil.example",
    "[go](javascript:alert(1)) ![x](x 'onerror=alert(1)')",
    "<https://evil.example> **bold** _it_ ~~no~~ | table |",
    "abc \u00e9 \u6f22\u5b57 \U0001f6ce \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
)
"""Words that run, style or lead away where they are not escaped. Written from what each context of a page would need."""


def pages(strings: Sequence[str]) -> dict[str, str | bytes]:
    """For each string one page of each kind that says it wherever a page may say something."""
    result: dict[str, str | bytes] = {}
    people = ["authors:"]
    for n, string in enumerate(strings):
        name, said = f"odd-{n:02}", f"{string} {n:02}"
        source = {"author": said, "title": said, "publisher": said, "year": said}
        people += [f"  {name}:", f"    name: {_quoted(said)}", f"    description: {_quoted(said)}"]
        result[f"topics/{name}.md"] = page(
            {"title": said, "definition": said, "synonyms": [f"{said} {name}"], "broader": "empowerment"}, _body(string)
        )
        result[f"practices/{name}.md"] = page(
            {"id": name, "title": said, "summary": said, "version": said, "pause_point": said, "who": said, "takes": "5 minutes"}
            | {"frequency": said, "tags": [name], "essays": [name], "based_on": [source, f"{said} alone"]},
            f"{_body(string)}\n- [ ] {_code(string)} and {_plain(string)} {{#take-it}}\n\n    {_code(string)}\n",
        )
        result[f"stories/{name}/story.md"] = page(
            {"title": said, "date": "2026-10-01", "kind": "first-hand", "teller": {"name": said, "pseudonym": True}, "description": said}
            | {"role": said, "sector": said, "country": said, "when": said, "consent": said, "licence": "CC BY 4.0", "ai_use": said}
            | {"sources": [source], "tags": [name], "practices": [f"{name}#take-it"]}
            | {"freedom": said, "cost": said, "change": said},
            _body(string, "lamp.png"),
        )
        result[f"stories/{name}/lamp.png"] = PNG
        result[f"essays/posts/{name}.md"] = page(
            {"title": said, "date": "2026-10-02", "authors": [name, f"{said} unknown"], "description": said, "categories": [said]}
            | {"tags": [name, f"{said} untold"], "practices": [name], "stories": [name], "sources": [source], "series": said},
            _body(string),
        )
    result["essays/.authors.yml"] = "\n".join([*people, "  editors: {name: The editors, description: They edit.}", ""])
    return result


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _code(text: str) -> str:
    """A text as inline code."""
    return f"``` {text} ```"


def _plain(text: str) -> str:
    """A text in which no character means anything to Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|&~\"'" else c for c in text)


def _body(text: str, image: str = "/essays/posts/lamp.png") -> str:
    return (
        f"Before {_code(text)} after, and {_plain(text)}.\n\n## {_code(text)}\n\n```\n{text}\n```\n\n"
        f"[{_code(text)}](/about.md) and ![{_plain(text)}]({image})\n"
    )


def many_essays(number: int = 45) -> dict[str, str]:
    """Essays enough for several pages of an index, over several years, as another blog's."""
    return {
        f"essays/posts/archive/{2018 + n % 9}/note-{n:02}.md": page(
            {
                "title": f"Note {n:02}: on waiting",
                "date": f"{2018 + n % 9}-0{1 + n % 9}-1{n % 10}",
                "tags": ["Waiting Rooms", "Listening" if n % 3 else "Talking", f"tag {n % 7}"],
            }
            | {"author": f"Guest {n % 3}"},
            f"Note {n} says that people who wait want to be told why.\n\n<!-- more -->\n\n## Why\n\nBecause number {n} waited.\n",
        )
        for n in range(number)
    }
