"""The core of The Callback: essays, practices and stories, read into one Library.

Plain Python: it imports neither MkDocs nor Material, so it runs, and is tested, without a build. The modules, from the
bottom up (an import runs only downwards; tests/test_layers.py proves it):

    problems                 what an author is told: path, line, field, rule, repair
    frontmatter  tree        text to values with their lines · files of a folder or of a git revision
    model        foreign     the typed front matter of each kind · what other generators call it
    checklist    body        the steps of a practice · the headings, links and images of a text
    library                  all pages, read once, tied both ways
    maturity     facets      how far a practice has come · the ways to choose one
    reminder     checklists  a practice in the calendar · as data
    pocket       qr          how the steps fit on a card · the way from paper back to the page
    links        listings    where a link leads · which index pages and archives there are
    rules        telling     what must hold, as Problems · a story's Markdown as safe HTML
    views  graph  feed  gate  starter   what pages show · data · feeds · pull requests · new files
"""
