"""Pages: what the core selects for each page is handed to its template as `folio`."""

from __future__ import annotations

from typing import Any

from face import atlas, initial, margin, wheel
from folio.atlas import Chart
from folio.checklist import EVIDENCE, PRACTICE
from folio.checklists import checklist
from folio.doors import doors
from folio.paper import addressed
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from plan import PAGE
from press.build import Build
from search import fragments


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Keep the environment: parts of a page are rendered apart from it."""
    config.extra["environment"] = env
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Hand a page its view, and put into each step of a practice the stories in which somebody took it and the essays that argue it."""
    made = config.extra["edition"]
    sheet = made.sheet(page.file.src_uri)
    context["folio"] = made.context(sheet)
    build: Build = config.extra["press"]
    found = config.extra["found"].get(sheet.url)
    files = [sheet.destination, *([fragments.path(found)] if found else [])]
    build.done(PAGE + sheet.source, made.print_of(sheet, context["folio"]), files)
    build.gathered["shows"][sheet.source] = made.pages_on(sheet)
    text = page.content or ""
    context["folio"]["edit_url"] = _edit_url(config, sheet.entry.path) if sheet.entry and sheet.kind != "person" else None
    if context["folio"]["tell"]:
        extra = config.extra
        context["folio"]["doors"] = doors(config.repo_url, extra["forge"], extra["repo_branch"], extra["editor_email"])
    if sheet.chart:
        context["folio"]["drawing"] = _picture(sheet.chart)
    if sheet.kind == "practice":
        _put_evidence(context, page, config)
    elif sheet.entry:
        page.content = PRACTICE.sub(lambda match: _embed(context, match[1], match[2].split(), config), page.content or "")
        text = page.content  # feeds carry the steps too; their sanitizer takes out boxes and data
        context["folio"]["initial"] = initial.serves(page.content)
        if sheet.kind == "essay":
            _lay_beside(context, page, config)
    if sheet.url in made.wanted:
        build.gathered["texts"][sheet.url] = text
    page.content = addressed(page.content or "", sheet.url, made.site.url)
    return context


def _put_evidence(context: dict[str, Any], page: Page, config: MkDocsConfig) -> None:
    """Put under each step of a practice who took it and who argues it: the pages, and nothing but blanks where there are none."""
    part = config.extra["environment"].get_template("partials/evidence.html")
    view = context["folio"]["view"]
    addresses = {"page": page, "base_url": context["base_url"]}
    blank = part.render(addresses, stories=(), essays=())

    def evidence(step: str) -> str:
        stories, essays = view.evidence.get(step, ()), view.arguments.get(step, ())
        return str(part.render(addresses, stories=stories, essays=essays)) if stories or essays else str(blank)

    page.content = EVIDENCE.sub(lambda match: evidence(match[1]), page.content or "")


def _picture(chart: Chart) -> atlas.Picture | wheel.Wheel:
    """A chart of the map as numbers: its topics on a ring, or its pages in three columns."""
    if chart.places:
        return wheel.draw(
            [(place.topic.id, place.topic.title, place.counts) for place in chart.places],
            [(bridge.one.id, bridge.other.id, bridge.shared) for bridge in chart.bridges],
        )
    return atlas.draw(chart.pages, [(tie.one.id, tie.other.id, len(tie.steps)) for tie in chart.ties])


def _lay_beside(context: dict[str, Any], page: Page, config: MkDocsConfig) -> None:
    """Put the practices of an essay beside the paragraphs that first lead to them; `view.named` is left with those that none does."""
    part = config.extra["environment"].get_template("partials/beside.html")
    view = context["folio"]["view"]
    refs = {ref.page.url: ref for ref in view.practices}
    page.content, found = margin.lay(
        page.content or "", context["folio"]["entry"].url, refs, lambda urls: str(part.render(context, refs=[refs[url] for url in urls]))
    )
    view.named = [ref for ref in view.practices if ref.page.url not in found]


def _embed(context: dict[str, Any], name: str, ids: list[str], config: MkDocsConfig) -> str:
    """A practice with the steps that matter where it is shown; nothing for one that is not there, which the rules have told."""
    made = config.extra["edition"]
    practice = made.library.find("practice", name)
    if not practice:
        return ""
    steps = [step for step in practice.body.steps if not ids or step.id in ids]
    part = config.extra["environment"].get_template("partials/embed.html")
    return str(part.render(context, practice=practice, steps=steps, checklist=checklist(practice)))


def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Hand the page of errors what every page has."""
    context["folio"] = config.extra["edition"].context(None)
    return context


def _edit_url(config: MkDocsConfig, path: str) -> str | None:
    """Where the forge edits a source file; None without a repository."""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.strip('/')}/{path}" if config.repo_url and config.edit_uri else None
