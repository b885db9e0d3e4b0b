"""The admin of cases and of how a desk works: rules, queues, topics and scales are edited here, through their services."""

from verification.admin import cases, desks, evidence, verdicts

__all__ = ["cases", "desks", "evidence", "verdicts"]
