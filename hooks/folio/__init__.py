"""The core of The Callback: essays, practices and stories, read into one Library.

Plain Python: it imports neither MkDocs nor Material, so it runs, and is tested, without a build. The modules, from the
bottom up (an import runs only downwards, and never within a row; tests/test_layers.py proves it):

    policy                                          · what a page's browser may load and run
    sandbox scan doors likeness affinity paper      · strangers’ bytes; built pages; ways to a forge; two texts compared; links on paper
    problems encoding blocks qr pocket quiet        · what an author is told; bytes to text; Markdown by GitHub; for paper; links for frames
    frontmatter fields tree headings checklist formulas lock manuscript · text to values; types; files; our Markdown; old ids; of stories
    model body questions pictures proposal          · types of front matter; what a text contains; what tellers are asked; pictures; commits
    foreign library letters darkroom preface        · others’ words; all pages, tied both ways; issues; pictures made anew; gaps
    reading links schema starter graph mending      · files to a Library; where links lead; schemas; new files; data; repairs
    reminder maturity facets ids craft echoes steps citation related prints recall · practices: when, how far; copies; kin; prints
    checklists findable outline                     · practices as data; what the search may find; all pages without texts
    listings                                        · index pages
    feed texts telling atlas                        · feeds; what the text of a page must hold; a story as safe HTML; the map
    rules views jsonld chapters sheets              · what must hold; what pages show; for search engines; the map in words; all pages
    gate reach                                      · pull requests; what a story changes
    desk renewal                                    · what the editor of a story wants to know; what changed, read anew
    edition                                         · everything that one build knows
    __main__                                        · the command line
"""
