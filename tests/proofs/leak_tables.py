"""Who gets which answer from the register, written by hand from security.md, section 1.

Nothing here is computed from the permissions of the program: test_leak_matrix compares the two. Who
the personas are, and the cases, is told in register_world; what is asked, in leak_probes.
"""

# What somebody is to a case:
#   O  follows up an open case with a protocol        B  opened it in an emergency
#   H  follows up an open case that is a data leak    S  is invited to read, and to see names
#   C  follows up a case that is closed, and held     R  is invited to read
#   N  is invited to read and note, M a closed one    -  it does not exist for them
STANDINGS = "OHCBNMSR-"
STANDING = """
#                  random shared other  closed reported foreign
team               -      -      -      -      -        -
contact            -      H      O      C      H        -
principal          -      -      -      -      -        -
admin              -      -      -      -      -        -
log_reader         -      -      -      -      -        -
excluded_contact   -      -      O      -      H        -
excluded_principal -      -      -      -      -        -
glass              -      B      -      B      -        -
glass_ended        -      -      -      -      -        -
reads              -      R      -      R      -        -
notes              -      N      -      M      -        -
names              -      S      -      S      -        -
invite_ended       -      -      -      -      -        -
invite_withdrawn   -      -      -      -      -        -
new_contact        -      -      -      -      H        -
other_contact      -      -      -      -      -        H
both_there         -      -      -      -      -        H
both_here          -      -      -      -      -        -
"""
# Who is logged in without a school is told so (302), who is not logged in is asked to (302, or 401
# with what they typed): those have no row above. It says the same for whatever they ask.
WITHOUT_SCHOOL = ["former_contact", "nobody"]
ANONYMOUS = "anonymous"
# With these, nothing is ever asked: 405, before anything is looked up.
REFUSED_METHODS = ["put", "patch", "delete", "options"]

# The pages of one case, with what they ask of who reads (GET, HEAD) and of who writes (POST).
CASE_ROUTES = """
#                         GET       POST
incidents:detail          READ      no
incidents:names           TO_CASE   NAMES
incidents:note            NOTE_FORM NOTE
incidents:correct         FORM      WRITE
incidents:add_person      OPEN_FORM WRITE
incidents:name            OPEN_FORM WRITE
incidents:steps           OPEN_FORM WRITE
incidents:phase           no        WRITE
incidents:images          OPEN_FORM WRITE
incidents:aftercare       OPEN_FORM WRITE
incidents:evaluation      OPEN_FORM WRITE
incidents:leak            LEAK_FORM LEAK
incidents:leak_print      LEAK_PAGE no
incidents:close           OPEN_FORM WRITE
incidents:reopen          FORM      ALWAYS
incidents:hold            FORM      WRITE
incidents:release         no        ALWAYS
incidents:accept          no        ALWAYS
incidents:invite          FORM      ALWAYS
incidents:extend          FORM      ALWAYS
incidents:withdraw        no        ALWAYS
incidents:exclude         FORM      ALWAYS
incidents:include         no        ALWAYS
incidents:log             FORM      no
incidents:break_glass_end no        GLASS
"""
# Reading asks for no more than standing; noting, names and following up each ask for their own. Who
# may read and asks more is refused (403), who may not read finds nothing (404).
CASE_CLASSES = """
#         O   H   C   B   N   M   S   R   -
READ      200 200 200 200 200 200 200 200 404
TO_CASE   302 302 302 302 302 302 302 302 404
NOTE_FORM 302 302 302 403 302 302 403 403 404
FORM      200 200 200 403 403 403 403 403 404
OPEN_FORM 200 200 302 403 403 403 403 403 404
LEAK_FORM 404 200 302 403 403 403 403 403 404
LEAK_PAGE 404 200 200 403 403 403 403 403 404
NAMES     200 200 200 200 403 403 200 403 404
NOTE      302 302 409 403 302 409 403 403 404
WRITE     302 302 409 403 403 403 403 403 404
ALWAYS    302 302 302 403 403 403 403 403 404
LEAK      404 302 409 403 403 403 403 403 404
GLASS     403 403 403 302 403 403 403 403 404
no        405 405 405 405 405 405 405 405 405
"""
# Only a principal may end an emergency: all others are refused before any case is looked up.
ONLY_PRINCIPAL = {"incidents:break_glass_end"}
# Routes with a second id: of this case, of the case named, of none; by number, for records.
NESTED = {f"incidents:{name}" for name in ("correct", "name", "extend", "withdraw", "include")}
# To who follows a case up, what belongs to another case does not exist. A member of the own school does:
# to take back an exclusion that is not there changes nothing.
STRANGE_CHILD = 404
KNOWN_ANYHOW = {("incidents:include", "other"): 302}

# Requests of people for access to what is kept about them (GDPR art. 15). Who is party to the case in a
# request, or a contact since today, does not know of it; a principal knows of what waits for a second
# person. P opened it, Q did and it waits, W is another contact, A may be that second person. Whose role
# is none of these two gets 403 before anything is looked up, and a principal where only contacts work.
REQUEST_STANDING = """
#                  random drafted reviewed requested
contact            -      P       Q        -
principal          -      -       A        -
excluded_contact   -      -       -        -
excluded_principal -      -       -        -
glass              -      -       A        -
glass_ended        -      -       A        -
new_contact        -      -       -        -
other_contact      -      -       -        P
both_there         -      -       -        W
"""
REQUESTS = ["random", "drafted", "reviewed", "requested"]
REQUEST_ROUTES = """
#                        GET     POST
incidents:request        READ    no
incidents:request_search FIND    FIND_W
incidents:request_draft  DRAFT   DRAFT_W
incidents:request_review no      REVIEW
incidents:request_pdf    ANSWER  no
incidents:request_close  CLOSE   CLOSE_W
"""
REQUEST_CLASSES = """
#       P   Q   W   A   -
READ    200 200 200 200 404
FIND    200 200 403 403 404
FIND_W  200 409 403 403 404
DRAFT   200 302 403 403 404
DRAFT_W 302 409 403 403 404
REVIEW  403 403 409 302 404
ANSWER  404 404 404 404 404
CLOSE   200 200 200 403 404
CLOSE_W 302 302 302 403 404
no      405 405 405 405 405
"""
ONLY_CONTACTS = {f"incidents:request_{name}" for name in ("search", "draft", "close")}

# Everything else, by role. The objects of these are of the school: of another one, or of none, they
# are 404 to who has the role, and 403 to who has not.
OF_ANOTHER_SCHOOL = {"incidents:ask": 200}  # a colleague in a form: that cannot be chosen, it says
ROLES = ["team", "contact", "principal", "admin", "log_reader"]
SCHOOL_ROUTES = """
#                           GET        POST
home                        HOME       no
incidents:list              ANYBODY    no
incidents:report            CONTACT    CONTACT_W
incidents:export            CONTACT    no
incidents:export_xlsx       CONTACT    no
incidents:statistics        WORK       no
incidents:statistics_export WORK       no
incidents:statistics_export_xlsx WORK  no
incidents:break_glass       PRINCIPAL  BY_NUMBER
incidents:handover          CONTACT    no
incidents:ask               CONTACT    CONTACT_W
incidents:terms             TERMS      TERMS_W
incidents:forget_preview    CONTACT    no
incidents:requests          TWO        no
incidents:request_open      CONTACT    CONTACT_W
assessments:lessons         WORK       no
assessments:keep_score      no         SCORE_W
assessments:current         WORK       no
assessments:board           WORK       no
assessments:card            WORK       no
assessments:work_points     WORK       no
plans:plan                  WORK       no
schools:log                 AUDIT      no
schools:log_export          AUDIT      no
schools:log_export_xlsx     AUDIT      no
schools:members_export      MEMBERS    no
schools:members_export_xlsx MEMBERS    no
"""
SCHOOL_CLASSES = """
#          tea con pri adm log
HOME       302 302 302 302 302
ANYBODY    200 200 200 200 200
CONTACT    403 200 403 403 403
CONTACT_W  403 302 403 403 403
TWO        403 200 200 403 403
WORK       200 200 200 200 403
SCORE_W    302 302 302 403 403
PRINCIPAL  403 403 200 403 403
BY_NUMBER  403 403 302 403 403
TERMS      403 403 200 200 200
TERMS_W    403 403 403 302 403
AUDIT      403 200 200 200 200
MEMBERS    403 200 200 200 200
no         405 405 405 405 405
"""
# The role of each persona, in the school in which they work.
ROLE_OF = """
team               team
contact            contact
principal          principal
admin              admin
log_reader         log_reader
excluded_contact   contact
excluded_principal principal
glass              principal
glass_ended        principal
reads              team
notes              team
names              team
invite_ended       team
invite_withdrawn   team
new_contact        contact
other_contact      contact
both_there         contact
both_here          team
"""
ELSEWHERE = {"other_contact", "both_there"}
# An emergency by the number of a case. What one is party to, what is of another school and what is
# nowhere give the same page again: 200, with the same words.
BY_NUMBER = """
#                  random shared other  closed reported foreign
principal          200    302    302    302    302      200
excluded_principal 200    200    302    200    302      200
glass              200    302    302    302    302      200
glass_ended        200    302    302    302    302      200
"""
# What a page may show besides the words of a case to who may read it: titles of the cases that
# somebody may read, what the group learns from closed ones, why the terms are as they are.
SHOWS = {
    "incidents:list": {"title"},
    "incidents:export": {"title"},
    "incidents:export_xlsx": {"title"},
    "incidents:handover": {"title"},
    "incidents:terms": {"terms"},
    "assessments:lessons": {"helped"},
    # The full plan prints the lessons that were shared with the working group.
    "plans:plan_pdf": {"helped"},
    "plans:file": {"helped"},
}


def _read(table: str) -> dict[str, list[str]]:
    lines = [line.split() for line in table.splitlines() if line and not line.startswith("#")]
    return {name: cells for name, *cells in lines}


def _columns(table: str, names) -> dict[str, dict[str, int]]:
    """Return the statuses of a table by its rows and columns."""
    return {row: dict(zip(names, map(int, cells), strict=True)) for row, cells in _read(table).items()}


CASES = ["random", "shared", "other", "closed", "reported", "foreign"]
STANDING = {who: dict(zip(CASES, cells, strict=True)) for who, cells in _read(STANDING).items()}
ROLE_OF = {who: role for who, (role,) in _read(ROLE_OF).items()}
PERSONAS = [*STANDING, *WITHOUT_SCHOOL, ANONYMOUS]
CASE_ROUTES, SCHOOL_ROUTES = _read(CASE_ROUTES), _read(SCHOOL_ROUTES)
CASE_CLASSES = _columns(CASE_CLASSES, STANDINGS)
SCHOOL_CLASSES = _columns(SCHOOL_CLASSES, ROLES)
BY_NUMBER = _columns(BY_NUMBER, CASES)
REQUEST_ROUTES = _read(REQUEST_ROUTES)
REQUEST_CLASSES = _columns(REQUEST_CLASSES, "PQWA-")
REQUEST_STANDING = {
    who: dict(zip(REQUESTS, cells, strict=True)) for who, cells in _read(REQUEST_STANDING).items()
}
TABLES = CASE_ROUTES | REQUEST_ROUTES | SCHOOL_ROUTES
LISTED = TABLES.keys()
