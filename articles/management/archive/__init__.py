"""Import of another newsroom's archive: `reader` → `records` → `taxonomy` → `importer`.

The command `import_articles` runs it; `articles.workflow.bulk` publishes the result.
"""
