"""Every indicator that ships with the platform, by family and by the names people use."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.errors import RuleBroken
from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.ilo import ILO
from programs.domain.indicators.korean import KOREAN
from programs.domain.indicators.leading import LEADING
from programs.domain.indicators.osha import OSHA

FAMILIES: Mapping[str, tuple[Named, tuple[Definition, ...]]] = {
    "korean": (Named("Korean rates", "한국 재해율"), KOREAN),
    "osha": (Named("OSHA rates and rates per million hours", "OSHA·100만 시간 기준"), OSHA),
    "ilo": (Named("ILO rates", "ILO 재해율"), ILO),
    "leading": (Named("Leading indicators", "선행지표"), LEADING),
}
CATALOGUE: Mapping[str, Definition] = {
    one.key: one for _name, family in FAMILIES.values() for one in family
}
OTHER_NAMES = {
    "빈도율": "kr_frequency_rate",
    "업무상사고사망만인율": "kr_accident_fatality_rate",
    "trir": "osha_trir",
    "dart": "osha_dart",
}
BY_NAME: Mapping[str, str] = {
    **{name.casefold(): one.key for one in CATALOGUE.values() for name in (one.key, one.name.ko)},
    **{one.name.en.casefold(): one.key for one in CATALOGUE.values()},
    **OTHER_NAMES,
}


def definition_called(name: str) -> Definition:
    """By key, by Korean or English name; an unknown name is answered with all that are known."""
    key = BY_NAME.get(name.strip().casefold()) or BY_NAME.get(
        name.strip().casefold().replace("-", "_").replace(" ", "_")
    )
    if key is None:
        raise RuleBroken(
            "There is no indicator “%(name)s”. Known are: %(known)s.",
            field="indicator",
            name=name[:80],
            known=", ".join(f"{one.key} ({one.name.ko})" for one in CATALOGUE.values()),
        )
    return CATALOGUE[key]
