"""How long it takes to verify a long audit log, and how much memory.

    uv run python -m tests.benchmarks.audit [--entries N]

The log is that of one school with 100,000 acts, some forty years of a busy one, on a SQLite database
of its own. The entries are written in bulk, sealed by the same function as real ones.
"""

import argparse
import os
import tempfile
import time
import tracemalloc
from datetime import timedelta
from io import StringIO
from itertools import islice
from pathlib import Path

ENTRIES, AIM_SECONDS = 100_000, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        member = make_log(count)
        seconds = time_verifying()
        megabytes = most_memory_while_verifying()
        recorded = time_recording(member)
    aim = AIM_SECONDS * count / ENTRIES
    each = seconds / count * 1e6
    print(f"{count} entries verified in {seconds:.2f} s (aim {aim:g}): {each:.1f} ms per 1000 entries")
    print(f"at most {megabytes:.1f} MB of memory at once")
    print(f"one act recorded behind them in {recorded * 1e3:.2f} ms")


def set_up(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
        "SECRET_KEY": "benchmark",
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
        "AUDIT_ANCHOR_FILE": f"{folder}/anchors.txt",
        "EMAIL_URL": "memorymail://",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_log(count: int):
    """Write a chain of so many entries and anchor it; return the member who did it all."""
    from django.core.management import call_command

    from schools.models import AuditEntry, AuditHead
    from tests.factories import make_member, make_school

    member = make_member(make_school())
    entries = sealed_entries(member, count)
    while batch := list(islice(entries, 1000)):  # all at once would hide what verifying takes
        AuditEntry.unscoped.bulk_create(batch)
        last = batch[-1]
    AuditHead.objects.create(chain=str(member.school_id), number=last.number, hash=last.hash)
    call_command("anchor_audit", stdout=StringIO())
    return member


def sealed_entries(member, count: int):
    from schools.chain import START, seal
    from schools.models import AuditEntry
    from tests.factories import NOW

    chain, target, hash = str(member.school_id), f"plans.action:{member.pk}", START
    for number in range(1, count + 1):
        act = {"at": NOW + timedelta(hours=number), "action": "action.changed", "target": target}
        hash = seal(hash, chain, number, by=member.pk, **act)
        yield AuditEntry(school_id=member.school_id, by=member, number=number, hash=hash, **act)


def time_verifying() -> float:
    from django.core.management import call_command

    start = time.perf_counter()
    call_command("verify_audit")
    return time.perf_counter() - start


def most_memory_while_verifying() -> float:
    """Return the peak of what Python asked for. It is slow to look, so this is a second time."""
    from django.core.management import call_command

    tracemalloc.start()
    call_command("verify_audit", stdout=StringIO())
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def time_recording(member, rounds: int = 100) -> float:
    from django.db import transaction

    from schools import audit
    from tests.factories import NOW

    start = time.perf_counter()
    for _ in range(rounds):
        with transaction.atomic():
            audit.record("action.changed", member, by=member, at=NOW)
    return (time.perf_counter() - start) / rounds


if __name__ == "__main__":
    main()
