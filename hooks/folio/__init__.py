"""The core of The Callback: essays, practices and stories, read into one Library.

Plain Python: it imports neither MkDocs nor Material, so it runs, and is tested, without a build. The modules, from the
bottom up (an import runs only downwards, and never within a row; tests/test_layers.py proves it):

    problems blocks qr pocket sandbox               · what an author is told; Markdown as GitHub reads it; for paper; strangers’ bytes
    frontmatter fields tree headings checklist lock manuscript · text to values; types; files; Markdown of ours; old ids; stories’ rules
    model body questions pictures proposal          · types of front matter; what a text contains; what tellers are asked; pictures; commits
    foreign library mending letters                 · what other generators call it; all pages, tied both ways; repairs; issues
    reading links schema starter graph              · files to a Library; where links lead; schemas; new files; data
    reminder maturity facets ids craft              · practices: in the calendar; how far; ways to choose; ids that stay; a good list
    checklists                                      · practices as data
    listings                                        · index pages
    feed texts                                      · feeds; what the text of a page must hold
    rules telling views jsonld                      · what must hold, as Problems; a story as safe HTML; what pages show
    gate                                            · pull requests
    edition                                         · everything that one build knows
    __main__                                        · the command line
"""
