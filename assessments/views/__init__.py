from assessments.views.cards import board, card, save_answer, save_card, theme_list
from assessments.views.evidence import add_evidence, evidence, remove_evidence, restore_evidence
from assessments.views.exports import score_export, work_point_export
from assessments.views.lessons import keep_score, lessons
from assessments.views.rounds import (
    overview,
    overview_current,
    round_close,
    round_list,
    round_open,
    work_point_list,
)
from assessments.views.settings import round_settings
from assessments.views.votes import reveal_votes, votes

__all__ = [
    "add_evidence",
    "board",
    "card",
    "evidence",
    "keep_score",
    "lessons",
    "overview",
    "overview_current",
    "remove_evidence",
    "restore_evidence",
    "reveal_votes",
    "round_close",
    "round_list",
    "round_open",
    "round_settings",
    "save_answer",
    "save_card",
    "score_export",
    "theme_list",
    "votes",
    "work_point_export",
    "work_point_list",
]
