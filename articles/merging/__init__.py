"""Two versions of one content merged upon the version that both were made from.

Three-way, as version control does it: field by field, lists by element, and
bodies by block. What only one side changed is taken from that side, and what it took
out is named; what both changed differently is a conflict that somebody must answer.
A block that one side moved and the other changed stands changed in its new place.
Pure: no query.

``alignment``   which elements of two sequences stand for each other
``conflicts``   what both changed, what one took out, and the answers
``bodies``      bodies, block by block
``moves``       blocks that one side put elsewhere
``passages``    what stands for a passage, and that no block stands in two of them
``rewriting``   which blocks of a rewritten passage stand for which
``lists``       tags, bylines and related articles
``three_way``   ``merge`` and ``resolve``
``leaves``      blocks as frames and lines of words, words as tokens
``hunks``       what a suggested text changes, word by word
``authorship``  the version in which each sentence first stood
``placing``     such changes put upon a text that others edited since
"""

from articles.merging.conflicts import BOTH, KEEP, MINE, NEWEST, Conflict, Removal
from articles.merging.three_way import Merge, Unanswered, joint_base, merge, resolve

__all__ = [
    "BOTH",
    "KEEP",
    "MINE",
    "NEWEST",
    "Conflict",
    "Merge",
    "Removal",
    "Unanswered",
    "joint_base",
    "merge",
    "resolve",
]
