"""Reading another newsroom's archive: `lines` from a file, checked as `pieces`, given `names`.

`import_articles` puts them together; `articles.workflow.bulk` publishes what comes out.
"""
