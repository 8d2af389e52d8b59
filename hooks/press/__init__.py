"""The press: it makes builds fast and never changes a byte of what they make. It knows MkDocs, and nothing of what a site is about.

The modules, from the bottom up (an import runs only downwards, and never within a row; tests/test_layers.py proves it):

    crew inputs store triggers shelf again          · processes that share work; changed files; what is kept; a server that restarts
    insides turns known stateless                   · where it leans on others; work taken in turns; what is known of others' sites
    key place                                       · what all pages depend on; where the site stands
    works                                           · what is due
    markup addresses compiled changes lookout       · Markdown; addresses in templates; compiled templates; what was saved; who looks
    parts pages ahead branches blogs                · what many pages share; on others' sites: pages, Markdown, navigation, posts
    build rendering live anywhere                   · one build; its templates; the server; a site that was never seen
"""
