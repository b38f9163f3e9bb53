"""Every page there is, by who can open it, and what needs to stand in its path."""

from django.urls import reverse

from plans.models import Action, File
from tests.browser.world import World

VISITOR = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "themes:list",
    "themes:detail",
    "schools:accept",
]
ROUND = [
    "assessments:current",
    "assessments:rounds",
    "assessments:open",
    "assessments:overview",
    "assessments:work_points",
    "assessments:settings",
    "assessments:close",
    "assessments:themes",
    "assessments:board",
    "assessments:lessons",
    "incidents:statistics",
]
CARD = [
    "assessments:card",
    "assessments:votes",
    "assessments:reveal_votes",
    "assessments:evidence",
    "plans:actions",
    "plans:calendar",
    "plans:add",
    "plans:action",
    "plans:edit",
    "plans:hand_over",
    "plans:evaluate",
    "plans:reopen",
    "plans:plan",
    "plans:file_progress",
    "plans:printing",
    "plans:compose",
    "plans:remarks",
    "plans:logo",
    "plans:remove_logo",
    "plans:people",
    "plans:add_person",
    "plans:edit_person",
    "plans:remove_person",
]
ACCOUNT = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "schools:profile",
    "schools:leave",
    "schools:none",
    "mfa_index",
    "mfa_activate_totp",
]
ADMIN = [
    "schools:members",
    "schools:invite",
    "schools:roles",
    "schools:end",
    "schools:log",
    "incidents:terms",
]
INCIDENT = [
    "incidents:list",
    "incidents:report",
    "incidents:detail",
    "incidents:correct",
    "incidents:add_person",
    "incidents:name",
    "incidents:steps",
    "incidents:images",
    "incidents:aftercare",
    "incidents:evaluation",
    "incidents:close",
    "incidents:hold",
    "incidents:forget_preview",
]
# Of an incident that is closed: test_accessibility_of_closing.py opens this by itself.
CLOSED = ["incidents:reopen"]
# Of a data leak, and of a request for access: test_accessibility_of_privacy.py opens these by itself.
PRIVACY = [
    "incidents:leak",
    "incidents:leak_print",
    "incidents:requests",
    "incidents:request_open",
    "incidents:request",
    "incidents:request_search",
    "incidents:request_draft",
    "incidents:request_close",
]
# With an invitation and an emergency: test_accessibility_of_access.py opens these by itself.
ACCESS = [
    "incidents:invite",
    "incidents:extend",
    "incidents:exclude",
    "incidents:handover",
    "incidents:ask",
    "incidents:log",
    "incidents:break_glass",
]
# With an app, with codes and with a passkey: test_pages_of_second_steps.py opens these by itself.
SECOND_STEP = [
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
]
# Of the plan, in each of its standings: test_accessibility_of_versions.py opens these by itself.
VERSIONS = [
    "plans:versions",
    "plans:propose",
    "plans:version",
    "plans:adopt",
    "plans:withdraw",
    "plans:check",
]
PAGES = [*VISITOR, *ROUND, *CARD, *ACCOUNT, *ADMIN, *INCIDENT, *CLOSED, *ACCESS, *PRIVACY, *SECOND_STEP]
PAGES += VERSIONS
NO_PAGES = {
    "home": "sends a member on to the first page of their menu",
    "health": "one word for the one who watches the server",
    "leave": "is no page of ours to look at, on purpose; test_shared_computer.py looks all the same",
    "mfa_login_webauthn": "gives data to the login page",
    "assessments:save_card": "takes a form; what it shows is the card",
    "assessments:save_answer": "takes one answer; what it shows is a part of the card",
    "assessments:add_evidence": "takes a form; what it shows is the page of the evidence",
    "assessments:remove_evidence": "takes a form",
    "assessments:restore_evidence": "takes a form",
    "assessments:keep_score": "takes a form",
    "assessments:export": "gives a sheet",
    "assessments:export_xlsx": "gives a sheet",
    "assessments:export_work_points": "gives a sheet",
    "assessments:export_work_points_xlsx": "gives a sheet",
    "plans:export": "gives a sheet",
    "plans:export_xlsx": "gives a sheet",
    "plans:ical": "gives a file for a calendar",
    "plans:plan_pdf": "gives a PDF",
    "plans:file": "gives a file",
    "plans:ask": "takes a form; what it shows is how far the file is",
    "plans:again": "takes a form; what it shows is how far the file is",
    "plans:logo_image": "gives a picture, which the page of the logo shows",
    "plans:take_person": "takes a form",
    "plans:print_cards": "takes a form",
    "plans:read": "takes a form; what it shows is how far the file is",
    "plans:print_first_steps": "takes a form",
    "plans:finish": "takes a form",
    "incidents:export": "gives a sheet",
    "incidents:export_xlsx": "gives a sheet",
    "incidents:request_review": "takes a form; what it shows is the request",
    "incidents:request_pdf": "gives a PDF",
    "incidents:statistics_export": "gives a sheet",
    "incidents:statistics_export_xlsx": "gives a sheet",
    "incidents:names": "takes a form; test_accessibility_of_incidents.py looks at what it shows",
    "incidents:note": "takes a form; what it shows is the incident",
    "incidents:phase": "takes a form",
    "incidents:accept": "takes a form",
    "incidents:withdraw": "takes a form",
    "incidents:release": "takes a form",
    "incidents:include": "takes a form",
    "incidents:break_glass_end": "takes a form",
    "schools:log_export": "gives a sheet",
    "schools:log_export_xlsx": "gives a sheet",
    "schools:members_export": "gives a sheet",
    "schools:members_export_xlsx": "gives a sheet",
    "schools:resend": "takes a form",
    "schools:withdraw": "takes a form",
    "schools:switch": "takes a form",
    "schools:choose_mails": "takes a form",
}


def path(route: str, world: World, **query) -> str:
    return reverse(route, args=_arguments(world).get(route), query=query or None)


def _arguments(world: World) -> dict[str, list]:
    of_card = [world.round.pk, world.theme.code, world.card.code]
    of_round = ["overview", "work_points", "settings", "close"]
    on_card = ["card", "votes", "reveal_votes", "evidence"]
    of_incident = ["detail", "add_person", "steps", "images", "aftercare", "evaluation", "close"]
    of_incident += ["reopen", "hold"]
    return {
        **{f"assessments:{name}": [world.round.pk] for name in of_round},
        **{f"assessments:{name}": of_card for name in on_card},
        "assessments:board": of_card[:2],
        **{f"incidents:{name}": [world.incident.pk] for name in of_incident},
        "incidents:correct": [world.incident.pk, 1],
        "incidents:name": [world.incident.pk, world.incident.persons.order_by("number").first().pk],
        **{f"plans:{name}": [world.action.pk] for name in ("action", "edit", "hand_over")},
        **{f"plans:{name}": [_done(world).pk] for name in ("evaluate", "reopen")},
        "plans:edit_person": [world.person.pk],
        "plans:file_progress": [File.objects.visible_to(world.member).get().pk],
        "plans:remove_person": [world.person.pk],
        "themes:detail": [world.theme.criteria_set.code, world.theme.code],
        "account_reset_password_from_key": ["1", "sleutel"],
        "schools:accept": [world.invitation[1].split("/")[-2]],
        "schools:roles": [world.colleague.pk],
        "schools:end": [world.colleague.pk],
    }


def _done(world: World) -> Action:
    return Action.objects.visible_to(world.member).get(what="Gedaan")
