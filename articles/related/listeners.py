"""What the related lists hear of an article's life."""
