"""Formats of moments by language, for `FORMAT_MODULE_PATH`."""
