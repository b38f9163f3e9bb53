from django.http import HttpResponse

from schools.permissions import Permission, requires


@requires(Permission.ACTION_READ)
def action_list(request):
    return HttpResponse("todo")


@requires(Permission.PLAN_READ)
def plan(request):
    return HttpResponse("todo")
