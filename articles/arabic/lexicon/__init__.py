"""What a dictionary knows and no rule can: broken plurals, whole words, spellings of names.

``broken_plurals``  plurals by pattern, from their singulars
``other_plurals``   plurals that follow no pattern, beside their singulars
``whole``           words whose first or last letters only look like a clitic or an ending
``names``           names that newspapers write in more than one way

Compiled for this project from general knowledge of news Arabic and the patterns of the standard
grammars (W. Wright, A Grammar of the Arabic Language, I §304-305; Ryding, A Reference Grammar of
Modern Standard Arabic, ch. 7). Written as a newspaper writes; folded where they are used.
"""
