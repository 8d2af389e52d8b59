"""Every place where the press leans on what MkDocs, Material, Jinja or Python-Markdown keep to themselves, and no release promises.

Each module has a test, tests/press/test_insides_<module>.py, that says what must stay true and fails when it has changed:

    site        settings and theme's files, in an incremental build
    markup      Python-Markdown's processors and MkDocs' way of rendering a page
    templates   Jinja's environment and contexts
    server      the server of `mkdocs serve`
    stock       the build, the navigation and the blog of a site that was never seen
"""
