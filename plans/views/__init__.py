from plans.views.actions import (
    action_add,
    action_edit,
    action_export,
    action_finish,
    action_list,
    action_reopen,
)
from plans.views.plan import plan, plan_pdf

__all__ = [
    "action_add",
    "action_edit",
    "action_export",
    "action_finish",
    "action_list",
    "action_reopen",
    "plan",
    "plan_pdf",
]
