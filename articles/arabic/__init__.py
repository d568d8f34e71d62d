"""Arabic (and English) text, in pure Python: no Django, no database, no settings.

``normalize``   the stored form of a text (``clean``) and the compared one (``fold``, ``fold_key``)
``slugs``       the readable part of a URL
``tokens``, ``stopwords``
                tokenization: words with offsets, terms without stopwords
``analysis``    the keys under which a word is indexed and looked up, and its spelling variants
``prefixes``, ``suffixes``, ``stemming``, ``english``
                clitics, endings and light stems of Arabic and English words
``foreign_names``  one key for the spellings of a foreign name
``lexicon``, ``lexicon_forms``
                broken plurals, exceptions to affix stripping, variants of names; their folded forms
``plurals``     the six Arabic plural categories of CLDR
``dates``       dates, times, numbers and digit families as they are printed
``date_parsing``  dates and times in any spelling, parsed
``hijri_parsing``  dates of the Hijri calendar, found in a text
``typography``  faults of a headline or a paragraph, and their repair
``reading_time``  word count and reading time

Every function is total (any ``str``, lone surrogates included) and linear in its input.
"""
