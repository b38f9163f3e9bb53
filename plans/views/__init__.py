from plans.views.action_steps import action_evaluate, action_finish, action_hand_over, action_reopen
from plans.views.actions import action_add, action_edit, action_list, action_page
from plans.views.calendar import calendar
from plans.views.check import check
from plans.views.compose import compose, logo, logo_image, logo_remove, remarks
from plans.views.exports import action_export, action_ical
from plans.views.files import file, file_again, file_ask, file_progress
from plans.views.people import person_add, person_edit, person_list, person_remove, person_take
from plans.views.plan import plan, plan_pdf
from plans.views.printing import print_cards, print_first_steps, printing
from plans.views.versions import (
    version,
    version_adopt,
    version_list,
    version_propose,
    version_read,
    version_withdraw,
)

__all__ = [
    "action_add",
    "action_edit",
    "action_evaluate",
    "action_export",
    "action_finish",
    "action_hand_over",
    "action_ical",
    "action_list",
    "action_page",
    "action_reopen",
    "calendar",
    "check",
    "compose",
    "logo",
    "logo_image",
    "logo_remove",
    "person_add",
    "person_edit",
    "person_list",
    "person_remove",
    "person_take",
    "file",
    "file_again",
    "file_ask",
    "file_progress",
    "plan",
    "plan_pdf",
    "print_cards",
    "print_first_steps",
    "printing",
    "remarks",
    "version",
    "version_adopt",
    "version_list",
    "version_propose",
    "version_read",
    "version_withdraw",
]
