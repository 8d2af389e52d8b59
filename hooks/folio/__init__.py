"""The core of The Callback: essays, practices and stories, read into one Library.

Plain Python: it imports neither MkDocs nor Material, so it runs, and is tested, without a build. The modules, from the
bottom up (an import runs only downwards, and never within a row; tests/test_layers.py proves it):

    problems encoding blocks qr pocket scan likeness affinity · what an author is told; Markdown as GitHub reads it; comparing
    frontmatter fields tree headings checklist lock manuscript · text to values; types; files; Markdown of ours; old ids; stories’ rules
    model body questions                            · the typed front matter of each kind; what a text contains; what a teller is asked
    foreign library preface                         · what other generators call it; all pages, tied both ways; what a bare story lacks
    reading links schema starter graph              · files to a Library; where links lead; schemas; new files; data
    reminder maturity facets ids craft echoes       · practices: in the calendar; how far; ways to choose; ids that stay; good lists; copies
    checklists                                      · practices as data
    listings                                        · index pages
    feed texts telling                              · feeds; what the text of a page must hold; a story as safe HTML
    rules views jsonld                              · what must hold, as Problems; what pages show; for search engines
    gate reach                                      · pull requests; what a story changes
    desk                                            · what the editor of a story wants to know
    edition                                         · everything that one build knows
    __main__                                        · the command line
"""
