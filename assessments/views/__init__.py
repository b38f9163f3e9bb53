from assessments.views.cards import board, card, save_answer, save_card, theme_list
from assessments.views.rounds import (
    overview,
    overview_current,
    round_close,
    round_list,
    round_open,
    work_point_list,
)

__all__ = [
    "board",
    "card",
    "overview",
    "overview_current",
    "round_close",
    "round_list",
    "round_open",
    "save_answer",
    "save_card",
    "theme_list",
    "work_point_list",
]
