"""Who may come where, written by hand: a route that is not in these tables fails test_access."""

from schools.permissions import Permission, Role

# The objects in the paths are of the school; the passkey is of somebody else in it, and the
# membership to switch to is the team member's. Who the personas are is told in Site. Making PDF is
# slow: here it is impossible, which is 503 for who may have it.
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
incidents:terms                      RETENTION_READ   302 403 403 200 200 200 200 302 302
incidents:forget_preview             INCIDENT_HANDLE  302 403 200 403 403 403 200 302 302
incidents:hold                       INCIDENT_READ    302 403 200 404 404 404 404 302 302
incidents:release                    INCIDENT_READ    302 405 405 405 405 405 405 405 405
assessments:lessons                  ASSESSMENT_READ  302 200 200 200 200 403 200 302 302
assessments:keep_score               ASSESSMENT_WRITE 302 405 405 405 405 405 405 405 405
plans:actions                        ACTION_READ      302 200 200 200 200 403 200 302 302
plans:add                            ACTION_WRITE     302 200 200 200 403 403 200 302 302
plans:export                         ACTION_READ      302 200 200 200 200 403 200 302 302
plans:edit                           ACTION_WRITE     302 200 200 200 403 403 404 302 302
plans:finish                         ACTION_WRITE     302 405 405 405 405 405 405 405 405
plans:reopen                         ACTION_WRITE     302 405 405 405 405 405 405 405 405
plans:plan                           PLAN_READ        302 200 200 200 200 403 200 302 302
plans:plan_pdf                       PLAN_READ        302 503 503 503 503 403 503 302 302
themes:list                          public           200 200 200 200 200 200 200 200 200
themes:detail                        public           200 200 200 200 200 200 200 200 200
schools:members                      MEMBER_READ      302 403 200 200 200 200 200 302 302
schools:invite                       MEMBER_MANAGE    302 403 403 403 200 403 200 302 302
schools:roles                        MEMBER_MANAGE    302 403 403 403 200 403 404 302 302
schools:end                          MEMBER_MANAGE    302 403 403 403 200 403 404 302 302
schools:resend                       MEMBER_MANAGE    302 405 405 405 405 405 405 405 405
schools:withdraw                     MEMBER_MANAGE    302 405 405 405 405 405 405 405 405
schools:log                          AUDIT_READ       302 403 200 200 200 200 200 302 302
schools:log_export                   AUDIT_READ       302 403 200 200 200 200 200 302 302
schools:accept                       public           200 200 200 200 200 200 200 200 200
schools:profile                      login            302 200 200 200 200 200 200 200 200
schools:switch                       login            302 405 405 405 405 405 405 405 405
schools:leave                        login            302 200 200 200 200 200 200 302 302
schools:none                         login            302 200 200 200 200 200 200 200 200
"""
POST = """
#                                    ano tea con pri adm log str for nob
home                                 401 405 405 405 405 405 405 405 405
health                               405 405 405 405 405 405 405 405 405
leave                                303 303 303 303 303 303 303 303 303
account_login                        200 302 302 302 302 302 302 302 302
mfa_login_webauthn                   302 302 302 302 302 302 302 302 302
mfa_authenticate                     302 302 302 302 302 302 302 302 302
account_logout                       302 302 302 302 302 302 302 302 302
account_inactive                     405 405 405 405 405 405 405 405 405
account_reauthenticate               401 200 200 200 200 200 200 200 200
mfa_reauthenticate                   401 200 200 200 200 200 200 200 200
mfa_reauthenticate_webauthn          401 302 302 302 302 302 302 302 302
account_change_password              401 200 200 200 200 200 200 200 200
account_reset_password               200 200 200 200 200 200 200 200 200
account_reset_password_done          405 405 405 405 405 405 405 405 405
account_reset_password_from_key_done 405 405 405 405 405 405 405 405 405
account_reset_password_from_key      200 200 200 200 200 200 200 200 200
mfa_index                            401 405 405 405 405 405 405 405 405
mfa_activate_totp                    401 302 302 302 302 302 302 302 302
mfa_deactivate_totp                  401 302 302 302 302 302 302 302 302
mfa_view_recovery_codes              401 405 405 405 405 405 405 405 405
mfa_generate_recovery_codes          401 302 302 302 302 302 302 302 302
mfa_list_webauthn                    401 405 405 405 405 405 405 405 405
mfa_add_webauthn                     401 200 200 200 200 200 200 200 200
mfa_edit_webauthn                    401 404 404 404 404 404 404 404 404
mfa_remove_webauthn                  401 404 404 404 404 404 404 404 404
assessments:current                  401 405 405 405 405 405 405 405 405
assessments:rounds                   401 405 405 405 405 405 405 405 405
assessments:open                     401 200 403 200 403 403 200 302 302
assessments:overview                 401 405 405 405 405 405 405 405 405
assessments:work_points              401 405 405 405 405 405 405 405 405
assessments:settings                 401 422 403 422 403 403 404 302 302
assessments:close                    401 302 403 302 403 403 404 302 302
assessments:themes                   401 405 405 405 405 405 405 405 405
assessments:board                    401 405 405 405 405 405 405 405 405
assessments:card                     401 405 405 405 405 405 405 405 405
assessments:save_card                401 302 302 302 403 403 404 302 302
assessments:save_answer              401 200 200 200 403 403 404 302 302
assessments:votes                    401 422 422 422 403 403 404 302 302
assessments:reveal_votes             401 302 302 302 403 403 404 302 302
assessments:evidence                 401 405 405 405 405 405 405 405 405
assessments:add_evidence             401 422 422 422 403 403 404 302 302
assessments:remove_evidence          401 302 302 302 403 403 404 302 302
assessments:restore_evidence         401 302 302 302 403 403 404 302 302
incidents:list                       401 405 405 405 405 405 405 405 405
incidents:detail                     401 405 405 405 405 405 405 405 405
incidents:terms                      401 403 403 403 422 403 422 302 302
incidents:forget_preview             401 405 405 405 405 405 405 405 405
incidents:hold                       401 403 422 404 404 404 404 302 302
incidents:release                    401 403 302 404 404 404 404 302 302
incidents:report                     401 403 422 403 403 403 422 302 302
incidents:export                     401 405 405 405 405 405 405 405 405
incidents:names                      401 403 200 404 404 404 404 302 302
incidents:note                       401 403 422 404 404 404 404 302 302
incidents:correct                    401 403 422 404 404 404 404 302 302
incidents:add_person                 401 403 422 404 404 404 404 302 302
incidents:name                       401 403 422 404 404 404 404 302 302
incidents:steps                      401 403 302 404 404 404 404 302 302
incidents:phase                      401 403 302 404 404 404 404 302 302
incidents:images                     401 403 422 404 404 404 404 302 302
incidents:aftercare                  401 403 422 404 404 404 404 302 302
incidents:evaluation                 401 403 422 404 404 404 404 302 302
incidents:leak                       401 403 404 404 404 404 404 302 302
incidents:leak_print                 401 405 405 405 405 405 405 405 405
incidents:requests                   401 405 405 405 405 405 405 405 405
incidents:request_open               401 403 422 403 403 403 422 302 302
incidents:request                    401 405 405 405 405 405 405 405 405
incidents:request_search             401 403 403 403 403 403 404 302 302
incidents:request_draft              401 403 403 403 403 403 404 302 302
incidents:request_review             401 403 422 404 403 403 404 302 302
incidents:request_pdf                401 405 405 405 405 405 405 405 405
incidents:request_close              401 403 422 403 403 403 404 302 302
incidents:break_glass                401 403 403 200 403 403 200 302 302
incidents:handover                   401 405 405 405 405 405 405 405 405
incidents:ask                        401 403 200 403 403 403 200 302 302
incidents:accept                     401 403 302 404 404 404 404 302 302
incidents:invite                     401 403 200 404 404 404 404 302 302
incidents:extend                     401 403 200 404 404 404 404 302 302
incidents:withdraw                   401 403 302 404 404 404 404 302 302
incidents:exclude                    401 403 200 404 404 404 404 302 302
incidents:include                    401 403 302 404 404 404 404 302 302
incidents:break_glass_end            401 403 403 404 403 403 404 302 302
incidents:log                        401 405 405 405 405 405 405 405 405
incidents:close                      401 403 422 404 404 404 404 302 302
incidents:reopen                     401 403 422 404 404 404 404 302 302
incidents:statistics                 401 405 405 405 405 405 405 405 405
incidents:statistics_export          401 405 405 405 405 405 405 405 405
assessments:lessons                  401 405 405 405 405 405 405 405 405
assessments:keep_score               401 302 302 302 403 403 404 302 302
plans:actions                        401 405 405 405 405 405 405 405 405
plans:add                            401 200 200 200 403 403 200 302 302
plans:export                         401 405 405 405 405 405 405 405 405
plans:edit                           401 200 200 200 403 403 404 302 302
plans:finish                         401 302 302 302 403 403 404 302 302
plans:reopen                         401 302 302 302 403 403 404 302 302
plans:plan                           401 405 405 405 405 405 405 405 405
plans:plan_pdf                       401 405 405 405 405 405 405 405 405
themes:list                          405 405 405 405 405 405 405 405 405
themes:detail                        405 405 405 405 405 405 405 405 405
schools:members                      401 405 405 405 405 405 405 405 405
schools:invite                       401 403 403 403 200 403 200 302 302
schools:roles                        401 403 403 403 200 403 404 302 302
schools:end                          401 403 403 403 302 403 404 302 302
schools:resend                       401 403 403 403 302 403 404 302 302
schools:withdraw                     401 403 403 403 302 403 404 302 302
schools:log                          401 405 405 405 405 405 405 405 405
schools:log_export                   401 405 405 405 405 405 405 405 405
schools:accept                       200 200 200 200 200 200 200 200 200
schools:profile                      401 405 405 405 405 405 405 405 405
schools:switch                       401 302 404 404 404 404 404 404 404
schools:leave                        401 302 302 302 302 302 302 302 302
schools:none                         401 405 405 405 405 405 405 405 405
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
