"""Two versions of one content merged upon the version that both were made from.

Three-way, as version control does it: field by field, lists by element, and
bodies by block. What only one side changed is taken from that side; what both
changed differently is a conflict that somebody must answer. Pure: no query.

``alignment``   which elements of two sequences stand for each other
``conflicts``   what both changed, and the answers
``bodies``      bodies, block by block
``rewriting``   which blocks of a rewritten passage stand for which
``lists``       tags, bylines and related articles
``three_way``   ``merge`` and ``resolve``
"""

from articles.merging.conflicts import BOTH, MINE, NEWEST, Conflict
from articles.merging.three_way import Merge, Unanswered, joint_base, merge, resolve

__all__ = [
    "BOTH",
    "MINE",
    "NEWEST",
    "Conflict",
    "Merge",
    "Unanswered",
    "joint_base",
    "merge",
    "resolve",
]
