"""How a line of the log is written: where something broke, and never what was in it."""

import logging
from traceback import StackSummary, walk_tb


class QuietFormatter(logging.Formatter):
    """Name the kind of an exception and the lines it came by, without what it says.

    What it says may hold what somebody typed: int() and the database repeat the value they refuse.
    """

    def formatException(self, exc_info) -> str:
        _, fault, _ = exc_info
        parts, seen = [], set()
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            lines = StackSummary.extract(walk_tb(fault.__traceback__)).format()
            kind = type(fault)
            parts.append("".join(lines) + f"{kind.__module__}.{kind.__qualname__}")
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\nwhich came after:\n".join(parts)
