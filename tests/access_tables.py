"""Who may come where, written by hand: a route that is not in these tables fails test_access."""

from schools.permissions import Permission, Role
from tests.access_posts import POST

# The objects in the paths are of the school; the passkey is of somebody else in it, and the
# membership to switch to is the team member's. Who the personas are is told in Site. Making PDF is
# slow: here it is impossible, and what shows the plan does without.
ROLES = ["team", "contact", "principal", "admin", "log_reader"]
PERSONAS = ["anonymous", *ROLES, "stranger", "former", "nobody"]
GET = """
#                                                     ano tea con pri adm log str for nob
home                                 login            302 302 302 302 302 302 302 302 302
health                               public           200 200 200 200 200 200 200 200 200
leave                                public           200 200 200 200 200 200 200 200 200
account_login                        public           200 302 302 302 302 302 302 302 302
mfa_login_webauthn                   public           302 302 302 302 302 302 302 302 302
mfa_authenticate                     public           302 302 302 302 302 302 302 302 302
account_logout                       public           302 200 200 200 200 200 200 200 200
account_inactive                     public           200 200 200 200 200 200 200 200 200
account_reauthenticate               login            302 200 200 200 200 200 200 200 200
mfa_reauthenticate                   login            302 200 200 200 200 200 200 200 200
mfa_reauthenticate_webauthn          login            302 302 302 302 302 302 302 302 302
account_change_password              login            302 200 200 200 200 200 200 200 200
account_reset_password               public           200 200 200 200 200 200 200 200 200
account_reset_password_done          public           200 200 200 200 200 200 200 200 200
account_reset_password_from_key_done public           200 200 200 200 200 200 200 200 200
account_reset_password_from_key      public           200 200 200 200 200 200 200 200 200
mfa_index                            login            302 200 200 200 200 200 200 200 200
mfa_activate_totp                    login            302 302 302 302 302 302 302 302 302
mfa_deactivate_totp                  login            302 200 200 200 200 200 200 200 200
mfa_view_recovery_codes              login            302 404 404 404 404 404 404 404 404
mfa_generate_recovery_codes          login            302 200 200 200 200 200 200 200 200
mfa_list_webauthn                    login            302 200 200 200 200 200 200 200 200
mfa_add_webauthn                     login            302 200 200 200 200 200 200 200 200
mfa_edit_webauthn                    login            302 404 404 404 404 404 404 404 404
mfa_remove_webauthn                  login            302 404 404 404 404 404 404 404 404
assessments:current                  ASSESSMENT_READ  302 200 200 200 200 403 200 302 302
assessments:rounds                   ASSESSMENT_READ  302 200 200 200 200 403 200 302 302
assessments:open                     ROUND_MANAGE     302 200 403 200 403 403 200 302 302
assessments:overview                 ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:work_points              ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:export                   ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:export_xlsx              ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:export_work_points       ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:export_work_points_xlsx  ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:settings                 ROUND_MANAGE     302 200 403 200 403 403 404 302 302
assessments:close                    ROUND_MANAGE     302 200 403 200 403 403 404 302 302
assessments:themes                   ASSESSMENT_READ  302 200 200 200 200 403 200 302 302
assessments:board                    ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:card                     ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:save_card                ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
assessments:save_answer              ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
assessments:votes                    ASSESSMENT_WRITE 302 200 200 200 403 403 404 302 302
assessments:reveal_votes             ASSESSMENT_WRITE 302 200 200 200 403 403 404 302 302
assessments:evidence                 ASSESSMENT_READ  302 200 200 200 200 403 404 302 302
assessments:add_evidence             ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
assessments:remove_evidence          ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
assessments:restore_evidence         ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
incidents:list                       INCIDENT_READ    302 200 200 200 200 200 200 302 302
incidents:detail                     INCIDENT_READ    302 200 200 404 404 404 404 302 302
incidents:report                     INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:export                     INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:export_xlsx                INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:names                      INCIDENT_READ    302 302 302 404 404 404 404 302 302
incidents:note                       INCIDENT_READ    302 403 302 404 404 404 404 302 302
incidents:correct                    INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:add_person                 INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:name                       INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:steps                      INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:phase                      INCIDENT_READ    302 405 405 405 405 405 405 405 405
incidents:images                     INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:aftercare                  INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:evaluation                 INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:leak                       INCIDENT_READ    302 403 404 404 404 404 404 302 302
incidents:leak_print                 INCIDENT_READ    302 403 404 404 404 404 404 302 302
incidents:requests                   REQUEST_APPROVE  302 403 200 200 403 403 200 302 302
incidents:request_open               INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:request                    REQUEST_APPROVE  302 403 200 404 403 403 404 302 302
incidents:request_search             INCIDENT_HANDLE  302 403 403 403 403 403 404 302 302
incidents:request_draft              INCIDENT_HANDLE  302 403 403 403 403 403 404 302 302
incidents:request_review             REQUEST_APPROVE  302 405 405 405 405 405 405 405 405
incidents:request_pdf                REQUEST_APPROVE  302 403 404 404 403 403 404 302 302
incidents:request_close              INCIDENT_HANDLE  302 403 200 403 403 403 404 302 302
incidents:break_glass                INCIDENT_BREAK_GLASS 302 403 403 200 403 403 200 302 302
incidents:handover                   INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:ask                        INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:accept                     INCIDENT_READ    302 405 405 405 405 405 405 405 405
incidents:invite                     INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:extend                     INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:withdraw                   INCIDENT_READ    302 405 405 405 405 405 405 405 405
incidents:exclude                    INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:include                    INCIDENT_READ    302 405 405 405 405 405 405 405 405
incidents:break_glass_end            INCIDENT_BREAK_GLASS 302 405 405 405 405 405 405 405 405
incidents:log                        INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:close                      INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:reopen                     INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:statistics                 STATISTICS_READ  302 200 200 200 200 403 200 302 302
incidents:statistics_export          STATISTICS_READ  302 200 200 200 200 403 200 302 302
incidents:statistics_export_xlsx     STATISTICS_READ  302 200 200 200 200 403 200 302 302
incidents:terms                      RETENTION_READ   302 403 403 200 200 200 200 302 302
incidents:forget_preview             INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:hold                       INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:release                    INCIDENT_READ    302 405 405 405 405 405 405 405 405
assessments:lessons                  ASSESSMENT_READ  302 200 200 200 200 403 200 302 302
assessments:keep_score               ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
plans:actions                        ACTION_READ      302 200 200 200 200 403 200 302 302
plans:add                            ACTION_WRITE     302 200 200 200 403 403 200 302 302
plans:export                         ACTION_READ      302 200 200 200 200 403 200 302 302
plans:export_xlsx                    ACTION_READ      302 200 200 200 200 403 200 302 302
plans:ical                           ACTION_READ      302 200 200 200 200 403 200 302 302
plans:calendar                       ACTION_READ      302 200 200 200 200 403 200 302 302
plans:action                         ACTION_READ      302 200 200 200 200 403 404 302 302
plans:edit                           ACTION_WRITE     302 200 200 200 403 403 404 302 302
plans:hand_over                      ACTION_WRITE     302 200 200 200 403 403 404 302 302
plans:evaluate                       ACTION_WRITE     302 302 302 302 403 403 404 302 302
plans:finish                         ACTION_WRITE     302 405 405 405 405 405 405 405 405
plans:reopen                         ACTION_WRITE     302 302 302 302 403 403 404 302 302
plans:plan                           PLAN_READ        302 200 200 200 200 403 200 302 302
plans:plan_pdf                       PLAN_READ        302 302 302 302 302 403 302 302 302
plans:ask                            PLAN_READ        302 405 405 405 405 405 405 405 405
plans:file                           PLAN_READ        302 200 200 200 200 403 404 302 302
plans:file_progress                  PLAN_READ        302 200 200 200 200 403 404 302 302
plans:again                          PLAN_READ        302 405 405 405 405 405 405 405 405
plans:printing                       PLAN_READ        302 200 200 200 200 403 200 302 302
plans:print_cards                    PLAN_READ        302 405 405 405 405 405 405 405 405
plans:print_first_steps              PLAN_READ        302 405 405 405 405 405 405 405 405
plans:versions                       PLAN_READ        302 200 200 200 200 403 200 302 302
plans:propose                        PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:version                        PLAN_READ        302 200 200 200 200 403 404 302 302
plans:read                           PLAN_READ        302 405 405 405 405 405 405 405 405
plans:adopt                          PLAN_ADOPT       302 403 403 200 403 403 404 302 302
plans:withdraw                       PLAN_WRITE       302 200 200 200 403 403 404 302 302
plans:check                          public           404 404 404 404 404 404 404 404 404
plans:compose                        PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:remarks                        PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:logo                           PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:logo_image                     PLAN_READ        302 200 200 200 200 403 200 302 302
plans:remove_logo                    PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:people                         PLAN_READ        302 200 200 200 200 403 200 302 302
plans:add_person                     PLAN_WRITE       302 200 200 200 403 403 200 302 302
plans:edit_person                    PLAN_WRITE       302 200 200 200 403 403 404 302 302
plans:remove_person                  PLAN_WRITE       302 200 200 200 403 403 404 302 302
plans:take_person                    PLAN_WRITE       302 405 405 405 405 405 405 405 405
themes:list                          public           200 200 200 200 200 200 200 200 200
themes:detail                        public           200 200 200 200 200 200 200 200 200
schools:members                      MEMBER_READ      302 403 200 200 200 200 200 302 302
schools:members_export               MEMBER_READ      302 403 200 200 200 200 200 302 302
schools:members_export_xlsx          MEMBER_READ      302 403 200 200 200 200 200 302 302
schools:invite                       MEMBER_MANAGE    302 403 403 403 200 403 200 302 302
schools:roles                        MEMBER_MANAGE    302 403 403 403 200 403 404 302 302
schools:end                          MEMBER_MANAGE    302 403 403 403 200 403 404 302 302
schools:resend                       MEMBER_MANAGE    302 405 405 405 405 405 405 405 405
schools:withdraw                     MEMBER_MANAGE    302 405 405 405 405 405 405 405 405
schools:log                          AUDIT_READ       302 403 200 200 200 200 200 302 302
schools:log_export                   AUDIT_READ       302 403 200 200 200 200 200 302 302
schools:log_export_xlsx              AUDIT_READ       302 403 200 200 200 200 200 302 302
schools:accept                       public           200 200 200 200 200 200 200 200 200
schools:profile                      login            302 200 200 200 200 200 200 200 200
schools:choose_mails                 ACTION_READ      302 405 405 405 405 405 405 405 405
schools:switch                       login            302 405 405 405 405 405 405 405 405
schools:leave                        login            302 200 200 200 200 200 200 302 302
schools:none                         login            302 200 200 200 200 200 200 200 200
"""


def _read(table: str) -> dict[str, list[str]]:
    lines = [line.split() for line in table.splitlines() if line and not line.startswith("#")]
    return {route: cells for route, *cells in lines}


POLICIES = {route: policy for route, (policy, *_) in _read(GET).items()}
EXPECTED = {
    "get": {route: [int(cell) for cell in cells[1:]] for route, cells in _read(GET).items()},
    "post": {route: [int(cell) for cell in cells] for route, cells in _read(POST).items()},
}
GUARDED = [route for route, policy in POLICIES.items() if policy != "public"]
# security.md, section 1: the rows that exist. Opening and closing a round is narrower than its
# "self-assessment: RW", so that a contact person scores but does not decide when a round ends.
MAY = {
    Permission.ASSESSMENT_READ: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL, Role.ADMIN},
    Permission.ASSESSMENT_WRITE: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL},
    Permission.ROUND_MANAGE: {Role.TEAM, Role.PRINCIPAL},
    Permission.ACTION_READ: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL, Role.ADMIN},
    Permission.ACTION_WRITE: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL},
    Permission.PLAN_READ: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL, Role.ADMIN},
    Permission.PLAN_WRITE: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL},
    Permission.PLAN_ADOPT: {Role.PRINCIPAL},
    Permission.MEMBER_READ: {Role.CONTACT, Role.PRINCIPAL, Role.ADMIN, Role.LOG_READER},
    Permission.MEMBER_MANAGE: {Role.ADMIN},
    Permission.AUDIT_READ: {Role.CONTACT, Role.PRINCIPAL, Role.ADMIN, Role.LOG_READER},
    Permission.INCIDENT_READ: set(Role),
    Permission.INCIDENT_HANDLE: {Role.CONTACT},
    Permission.INCIDENT_BREAK_GLASS: {Role.PRINCIPAL},
    Permission.REQUEST_APPROVE: {Role.CONTACT, Role.PRINCIPAL},
    Permission.STATISTICS_READ: {Role.TEAM, Role.CONTACT, Role.PRINCIPAL, Role.ADMIN},
    Permission.RETENTION_READ: {Role.PRINCIPAL, Role.ADMIN, Role.LOG_READER},
    Permission.RETENTION_MANAGE: {Role.ADMIN},
}
