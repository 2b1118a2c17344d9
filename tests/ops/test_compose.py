"""The compose file is checked against the published schema, since no engine may be there."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from jsonschema.validators import validator_for

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
# Secrets of servers that a place may do without: empty, and then nobody asks for them.
NOT_EVERYWHERE = {"EMAIL_HOST_PASSWORD", "EVIDENCE_S3_KEY", "EVIDENCE_S3_SECRET"}
OURS = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(TEXT)
    return read


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    shipped = resources.files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json"
    read: dict[str, Any] = json.loads(shipped.read_text(encoding="utf-8"))
    return read


def test_it_follows_the_compose_specification(
    compose: dict[str, Any], schema: dict[str, Any]
) -> None:
    validator = validator_for(schema, default=Draft7Validator)(schema)
    assert [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(compose)] == []


def test_the_schema_would_notice(compose: dict[str, Any], schema: dict[str, Any]) -> None:
    broken = {**compose, "services": {"web": {"imagine": "boram"}}}
    assert list(validator_for(schema, default=Draft7Validator)(schema).iter_errors(broken))


def test_one_image_is_web_worker_beat_and_migration(compose: dict[str, Any]) -> None:
    assert {compose["services"][name]["image"] for name in OURS} == {"boram:latest"}


def test_everything_that_stays_up_has_a_health_check(compose: dict[str, Any]) -> None:
    lasting = set(compose["services"]) - {"migrate"}
    assert {name for name in lasting if "healthcheck" in compose["services"][name]} == lasting


def test_no_secret_has_a_default() -> None:
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|KEYS?))([^}]*)\}", TEXT)
    assert {name for name, _ in secrets} >= {"SECRET_KEY", "FIELD_KEYS", "APP_PASSWORD"}
    for name, rest in secrets:
        assert rest.startswith(":?") or (name in NOT_EVERYWHERE and rest == ":-"), name


def test_only_the_one_shot_migration_knows_the_owner(compose: dict[str, Any]) -> None:
    knows = {n for n in OURS if "DATABASE_OWNER_URL" in compose["services"][n]["environment"]}
    assert knows == {"migrate"}
    assert compose["services"]["migrate"]["restart"] == "no"
    for name in set(OURS) - {"migrate"}:
        waits = compose["services"][name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"


def test_what_must_survive_is_on_named_volumes(compose: dict[str, Any]) -> None:
    kept = {v.split(":")[0] for s in compose["services"].values() for v in s.get("volumes", [])}
    assert set(compose["volumes"]) == {name for name in kept if not name.startswith(".")}


def test_the_example_names_every_variable() -> None:
    named = set(
        re.findall(r"^(?:# )?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z0-9_]+)", TEXT))
    assert asked <= named
