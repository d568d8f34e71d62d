"""Lexical data that no rule derives: plurals, exceptions to affix stripping, names, verbs.

``broken_plurals``     broken plurals by pattern, from their singulars
``irregular_plurals``  plurals that follow none of these patterns, with their singulars
``affix_exceptions``   words whose first or last letters look like a clitic or a suffix and are none
``name_variants``      names that newspapers spell in more than one way
``countries``          countries with their nisba adjectives
``verbs``              verbs of headlines with their verbal nouns

Compiled for this project from general knowledge of news Arabic and the patterns of the standard
grammars (W. Wright, A Grammar of the Arabic Language, I §304-305; Ryding, A Reference Grammar of
Modern Standard Arabic, ch. 7). Written as a newspaper writes; folded where they are used.
"""
