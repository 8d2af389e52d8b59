"""The press: it makes builds fast and never changes a byte of what they make. It knows MkDocs, and nothing of what a site is about.

The modules, from the bottom up (an import runs only downwards; tests/test_layers.py proves it):

    again crew insides          · another start in place of this one; processes that share a build; what leans on others' insides
    changes                     · what is saved while a site is served
    live                        · the server that shows it
"""
