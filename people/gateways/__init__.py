"""What leaves the house by mail, what the demo keeps of it, and how second factors are kept."""

from people.gateways.mail import invite
from people.gateways.outbox import SentMail, sent_mails
from people.gateways.vault import lock_factor, reseal_factor, unlock_factor

__all__ = ["SentMail", "invite", "lock_factor", "reseal_factor", "sent_mails", "unlock_factor"]
