"""Arabic (and English) text, in pure Python: no Django, no database, no settings.

``normalize``   what is stored (``clean``) and what is compared (``fold``, ``fold_key``)
``slugs``       the readable part of an address
``tokens``      words, light stems and stopwords
``analysis``    the keys under which a word is indexed and looked up, and its misspellings
``beginnings``, ``endings``, ``names``, ``english``
                what the analysis takes off a word, and what spellings of a name have in common
``lexicon``     broken plurals, words that only look inflected, spellings of names
``plurals``     the six Arabic plural forms
``dates``       month and weekday names, moments, numbers and digit families
``written_dates``  the same read: any spelling of a day or moment
``typography``  what is wrong in a headline or a paragraph, and its repair
``reading``     how many words, how many minutes

Every function is total (any ``str``, lone surrogates included) and linear in its input.
"""
