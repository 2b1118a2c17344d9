"""What waits for a person, gathered from every room."""

from reports.selectors.inbox.gather import inbox_of, waiting_for

__all__ = ["inbox_of", "waiting_for"]
