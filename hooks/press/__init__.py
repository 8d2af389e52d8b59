"""The press: it makes builds fast and never changes a byte of what they make. It knows MkDocs, and nothing of what a site is about.

The modules, from the bottom up (an import runs only downwards; tests/test_layers.py proves it):

    crew triggers                                   · the processes that share a build; what an expression cannot match without
    insides                                         · the insides of others that the press leans on
    markup                                          · one parser for the Markdown of all pages
"""
