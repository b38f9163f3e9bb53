from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from schools import audit
from schools.anchors import read_anchors
from schools.chain import Broken


class Command(BaseCommand):
    help = (
        "Compute every chain of the audit log again and compare it with the anchors. Prints a line for "
        "each; exit code 1 when anything is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anchors", type=Path, help="another file, such as a copy")
        parser.add_argument(
            "--without-anchors",
            action="store_true",
            help="the hashes only: a cut end or a log written anew is not found",
        )

    def handle(self, *args, anchors, without_anchors, **options):
        path = anchors or settings.AUDIT_ANCHOR_FILE
        known, unreadable = ({}, []) if without_anchors else read_anchors(path)
        faults = [f"{path}: line {n} is no anchor" for n in unreadable]
        chains = sorted(audit.chain_names() | set(known))
        if chains and not known and not without_anchors:
            faults.append(f"{path}: there is no anchor to compare with")
        for fault in faults:
            self.stdout.write(fault)
        broken = [chain for chain in chains if not self.verify(chain, known.get(chain, []))]
        if faults or broken:
            raise CommandError(f"The audit log has {len(faults) + len(broken)} fault(s).")

    def verify(self, chain: str, anchors: list) -> bool:
        """Print the line of one chain; return whether all is well."""
        try:
            count = audit.verify(chain, anchors)
        except Broken as fault:
            self.stdout.write(f"{chain}: {fault}")
            return False
        anchored = max((anchor.number for anchor in anchors), default=0)
        self.stdout.write(f"{chain}: ok, {count} entries, anchored up to {anchored}")
        return True
