"""How each person of the desk sees the list of articles: saved filters, columns, density."""
