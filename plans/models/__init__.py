"""What the school decided to do, what it writes in its policy plan, and the plan's versions and files."""

from plans.models.actions import (
    CLOSED,
    OPEN,
    Action,
    ActionChange,
    ActionPartner,
    ActionQuerySet,
    Effort,
    Helped,
    Source,
    Status,
)
from plans.models.composition import ChosenRemark, Composition, Logo, Responsibility, Task
from plans.models.reminders import Moment, Reminder
from plans.models.versions import PRINTED, Audience, File, Format, Kind, State, Version

__all__ = [
    "CLOSED",
    "OPEN",
    "PRINTED",
    "Action",
    "ActionChange",
    "ActionPartner",
    "ActionQuerySet",
    "Audience",
    "ChosenRemark",
    "Composition",
    "Effort",
    "File",
    "Format",
    "Helped",
    "Kind",
    "Logo",
    "Moment",
    "Reminder",
    "Responsibility",
    "Source",
    "State",
    "Status",
    "Task",
    "Version",
]
