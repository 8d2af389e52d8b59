"""The press: it makes builds fast and never changes a byte of what they make. It knows MkDocs, and nothing of what a site is about.

The modules, from the bottom up (an import runs only downwards; tests/test_layers.py proves it):

    crew insides turns known stateless              · processes; what others may change; what is known of a site
    pages ahead branches blogs                      · ways to save time: pages, their Markdown, the navigation, posts
    anywhere                                        · all of it, on a site that was never seen
"""
