"""The press: it makes builds fast and never changes a byte of what they make. It knows MkDocs, and nothing of what a site is about.

The modules, from the bottom up (an import runs only downwards; tests/test_layers.py proves it):

    crew insides                                    · the processes that share the work of a build; what others keep to themselves
    addresses compiled                              · what templates link to; templates as Jinja compiled them
    parts                                           · pieces of pages that are the same on many
    rendering                                       · what is done for the templates of one build
"""
