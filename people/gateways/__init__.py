"""What leaves the house by mail, and what the demo keeps of it."""

from people.gateways.mail import invite
from people.gateways.outbox import SentMail, sent_mails

__all__ = ["SentMail", "invite", "sent_mails"]
