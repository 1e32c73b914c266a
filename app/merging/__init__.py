"""Several reports of one occasion become one meeting: which reports belong together, and what they say together.

Pure functions of the reports and of what editors decided; the same whatever the order they come in.
"""

from app.merging.blocking import blocking_keys
from app.merging.copies import Signature, is_copy, likeness, signature
from app.merging.grouping import groups, tied
from app.merging.matching import Judgement, Verdict, judged, may_join
from app.merging.merge import merged
from app.merging.merged import Claim, Conflict, MergedMeeting, Quote, Source, Version
from app.merging.reports import Decision, Report, Ruling, reports_of

__all__ = [
    "Claim",
    "Conflict",
    "Decision",
    "Judgement",
    "MergedMeeting",
    "Quote",
    "Report",
    "Ruling",
    "Signature",
    "Source",
    "Verdict",
    "Version",
    "blocking_keys",
    "groups",
    "is_copy",
    "judged",
    "likeness",
    "may_join",
    "merged",
    "reports_of",
    "signature",
    "tied",
]
