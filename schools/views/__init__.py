from schools.views.invitations import (
    invitation_accept,
    invitation_resend,
    invitation_send,
    invitation_withdraw,
)
from schools.views.log import log_export, log_list
from schools.views.member_sheet import member_export
from schools.views.members import member_end, member_list, member_roles
from schools.views.profile import mails_choose, member_leave, member_switch, no_school, profile

__all__ = [
    "invitation_accept",
    "invitation_resend",
    "invitation_send",
    "invitation_withdraw",
    "log_export",
    "log_list",
    "mails_choose",
    "member_end",
    "member_export",
    "member_leave",
    "member_list",
    "member_roles",
    "member_switch",
    "no_school",
    "profile",
]
