"""The search: an index in small static files, of which a browser fetches only those that a question needs. It knows neither MkDocs
nor what a site is about: give it fragments (what it may find of each page), and it gives files.

The modules, from the bottom up (an import runs only downwards, and never within a row; tests/test_layers.py proves it):

    grammar                                         · what single languages have of their own
    languages packing                               · words and stems; how files are written
    fragments                                       · what is found of a page
    postings                                        · where each word stands
    spellings                                       · how words are written
    index                                           · the files
    renewal shelf                                   · some of them made anew; reading them
    question                                        · which words are looked for
    ranking                                         · which page answers best
    report                                          · and why, in words
"""
