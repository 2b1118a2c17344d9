"""Second factors that were stored as they are, before they were encrypted."""

from django.db import migrations

from core.gateways.vault import Unreadable
from people.gateways import lock_factor, unlock_factor

SEALED = {"totp": "secret", "recovery_codes": "seed"}


def is_locked(text):
    try:
        unlock_factor(text)
    except Unreadable:
        return False
    return True


def lock_all(apps, schema_editor):
    factors = apps.get_model("mfa", "Authenticator").objects.filter(type__in=SEALED)
    for factor in factors.select_for_update():
        where = SEALED[factor.type]
        if where in factor.data and not is_locked(factor.data[where]):
            factor.data[where] = lock_factor(factor.data[where])
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("mfa", "0003_authenticator_type_uniq"),
        ("people", "0002_names_for_readers"),
    ]

    operations = [migrations.RunPython(lock_all, migrations.RunPython.noop)]
