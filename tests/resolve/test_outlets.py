"""Outlets by name and domain, and whose side they are on."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from dateline.errors import DataError
from dateline.records.article import OutletKind, Source
from dateline.records.entity import Actor
from dateline.resolve.actors import ActorResolver
from dateline.resolve.outlets import (
    load_outlets,
    outlet_entries,
    outlet_named,
    partisan_against,
    read_outlets,
    resolve_source,
)

from .fake_countries import FakeCountries

RESOLVER = ActorResolver(FakeCountries())


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Reuters", "wire", "GBR"),
        ("REUTERS", "wire", "GBR"),
        ("The Associated Press", "wire", "USA"),
        ("AP", "wire", "USA"),
        ("AFP", "wire", "FRA"),
        ("Agencia EFE", "wire", "ESP"),
        ("Press Trust of India", "wire", "IND"),
        ("Xinhua News Agency", "state", "CHN"),
        ("KCNA", "state", "PRK"),
        ("SANA", "state", "SYR"),
        ("Press TV", "state", "IRN"),
        ("Kayhan daily", "state", "IRN"),
        ("Tasnim", "state", "IRN"),
        ("TASS", "state", "RUS"),
        ("RT", "state", "RUS"),
        ("Anadolu Agency", "state", "TUR"),
        ("teleSUR", "state", "VEN"),
        ("ORTM", "state", "MLI"),
        ("PMOI/MEK", "party", "IRN"),
        ("NCRI", "party", "IRN"),
        ("Al-Manar", "party", "LBN"),
        ("Al Masirah", "party", "YEM"),
        ("Firat News Agency", "party", "TUR"),
        ("Amaq", "party", None),
        ("Granma", "party", "CUB"),
        ("Global Times", "party", "CHN"),
        ("Radio Farda", "state", "USA"),
        ("Voice of America", "state", "USA"),
        ("BBC News", "public", "GBR"),
        ("Deutsche Welle", "public", "DEU"),
        ("RFI", "public", "FRA"),
        ("NHK World", "public", "JPN"),
        ("The Irrawaddy", "private", "MMR"),
        ("New York Times", "private", "USA"),
        ("Daily Trust", "private", "NGA"),
        ("El Faro", "private", "SLV"),
        ("Rappler", "private", "PHL"),
        ("Syrian Observatory for Human Rights", "ngo", "GBR"),
        ("Radio Okapi", "ngo", "COD"),
        ("OCHA", "government", None),
        ("IDF Spokesperson", "government", "ISR"),
        ("Gazette of Nowhere", "unknown", None),
    ],
)
def test_a_name_is_known_in_its_forms(name: str, kind: str, country: str | None) -> None:
    source = resolve_source(name, None)
    assert source is not None
    assert (source.name, source.kind, source.country) == (name, kind, country)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.reuters.com/world/some-story-2020-08-24/", "Reuters"),
        ("https://in.reuters.com/article/x", "Reuters"),
        ("http://english.mojahedin.org/news/1", "PMOI/MEK"),
        ("https://www.ncr-iran.org/en/", "NCRI"),
        ("https://en.irna.ir/news/1", "IRNA"),
        ("https://www.bbc.co.uk/news/world", "BBC"),
        ("https://timesofindia.indiatimes.com/city/x", "The Times of India"),
        ("https://apnews.com/article/1?utm=x#top", "Associated Press"),
        ("sana.sy/en/?p=1", "SANA"),
        ("https://rm.coe.int", None),
        ("https://notreuters.com/x", None),
        ("", None),
    ],
)
def test_a_url_is_known_by_its_domain(url: str, name: str | None) -> None:
    source = resolve_source(None, url)
    assert (source.name if source else None) == name


def test_the_name_given_outranks_the_url_and_is_kept() -> None:
    source = resolve_source("Wafa", "https://www.reuters.com/x")
    assert source is not None
    assert (source.name, source.country) == ("Wafa", "PSE")
    source = resolve_source("Somebody's blog", "https://www.reuters.com/x")
    assert source is not None
    assert (source.name, source.kind) == ("Somebody's blog", "wire")
    assert resolve_source("reuters.com", None) is not None
    assert resolve_source("reuters.com", None).kind == "wire"
    assert resolve_source(None, None) is None
    assert resolve_source("  ", None) is None


@pytest.mark.parametrize(
    ("outlet", "phrase", "head"),
    [
        # its adversary, the adversary's parts, and those the adversary backs
        ("PMOI/MEK", "the Iranian regime", "regime"),
        ("PMOI/MEK", "Tehran", "Tehran"),
        ("PMOI/MEK", "Iran", "Iran"),
        ("PMOI/MEK", "Ali Khamenei", "Khamenei"),
        ("PMOI/MEK", "the Revolutionary Guards", "Guards"),
        ("PMOI/MEK", "the Badr Corps", "Corps"),
        ("PMOI/MEK", "various Iran-backed militia groups", "group"),
        ("PMOI/MEK", "the PMOI", "PMOI"),
        ("NCRI", "Iranian police", "police"),
        ("Iran International", "the Iranian government", "government"),
        ("The Irrawaddy", "the Tatmadaw", "Tatmadaw"),
        ("Al-Manar", "Israeli warplanes", "warplane"),
        # its own side
        ("Al-Manar", "Hezbollah", "Hezbollah"),
        ("Al-Manar", "Hezbollah fighters", "fighter"),
        ("SANA", "Syrian troops", "troop"),
        ("Press TV", "the Iranian parliament", "parliament"),
        ("Kayhan", "Ayatollah Ali Khamenei", "Khamenei"),
        ("KCNA", "Kim Jong Un", "Un"),
        ("RT", "the Kremlin", "Kremlin"),
        ("TASS", "Russian forces", "force"),
        ("IRNA", "the Quds Force", "Force"),
        ("Al Masirah", "Ansar Allah", "Allah"),
        ("Global Times", "the Chinese Communist Party", "Party"),
        ("Radio Farda", "the US government", "government"),
        ("OCHA", "the United Nations", "Nations"),
        # whoever is in revolt against the state that owns it
        ("SANA", "the Free Syrian Army", "Army"),
        ("Anadolu Agency", "the PKK", "PKK"),
        ("Myawady", "the Arakan Army", "Army"),
        ("IRNA", "the MEK", "MEK"),
    ],
)
def test_an_outlet_is_a_party_where_it_reports_of_its_side(
    outlet: str, phrase: str, head: str
) -> None:
    source = resolve_source(outlet, None)
    actor = RESOLVER.resolve(phrase, head=head, on=date(2020, 8, 24)).value
    assert source is not None
    assert actor is not None
    why = partisan_against(source, actor)
    assert why is not None
    assert why.startswith(outlet)
    assert why.endswith(".")
    assert why.count(".") == 1


@pytest.mark.parametrize(
    ("outlet", "phrase", "head"),
    [
        ("Reuters", "the Iranian government", "government"),
        ("BBC", "British police", "police"),
        ("PMOI/MEK", "Iraqi protesters", "protester"),
        ("PMOI/MEK", "Iraqi Prime Minister Mustafa al-Kadhimi", "Kadhimi"),
        ("PMOI/MEK", "Iranian students", "student"),
        ("SANA", "Iraqi soldiers", "soldier"),
        ("KCNA", "South Korean police", "police"),
        ("Al-Manar", "Lebanese farmers", "farmer"),
        ("Radio Farda", "Iranian teachers", "teacher"),
        ("Daily Trust", "Boko Haram", "Haram"),
        ("Gazette of Nowhere", "the Kremlin", "Kremlin"),
    ],
)
def test_an_outlet_is_no_party_to_what_others_do(outlet: str, phrase: str, head: str) -> None:
    source = resolve_source(outlet, None)
    actor = RESOLVER.resolve(phrase, head=head, on=date(2020, 8, 24)).value
    assert source is not None
    assert actor is not None
    assert partisan_against(source, actor) is None


def test_the_reason_names_both_sides() -> None:
    source = resolve_source("PMOI/MEK", None)
    badr = RESOLVER.resolve("the Badr Corps", head="Corps").value
    assert source is not None
    assert badr is not None
    assert partisan_against(source, badr) == (
        "PMOI/MEK is an opponent of the government of IRN, and Badr Organisation is tied to it."
    )
    assert partisan_against(Source("X"), Actor("Y")) is None


def test_the_file_holds_together() -> None:
    outlets = load_outlets().outlets
    assert len(outlets) >= 120
    kinds = {o.source.kind for o in outlets}
    assert kinds == set(get_args(OutletKind)) - {"unknown"}
    domains = [d for o in outlets for d in o.domains]
    assert len(domains) == len(set(domains))
    assert all("/" not in d and d == d.lower() and "." in d for d in domains)
    for outlet in outlets:
        country = outlet.source.country
        assert country is None or (len(country) == 3 and country.isupper()), outlet.source.name
        if outlet.source.kind in ("state", "party"):
            assert outlet.source.ties, outlet.source.name


def test_outlets_speak_as_actors_too() -> None:
    entries = outlet_entries()
    assert entries["OUTLET_SANA"].sectors == ("JRN", "GOV")
    assert entries["OUTLET_REUTERS"].sectors == ("JRN",)
    assert "OUTLET_AMNESTY_INTERNATIONAL" not in entries


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("X | wire | GBR\n", "outlets.txt:1"),
        ("X | wired | GBR | -\n", "outlets.txt:1"),
        ("\nX | wire | GBR | -\n  domain x.com\n", "outlets.txt:2: not a line"),
        ("X | wire | GBR | -\n  part_of Y 19..\n", "outlets.txt:1: not a period"),
    ],
)
def test_a_bad_line_is_named(text: str, error: str) -> None:
    with pytest.raises(DataError, match=error):
        read_outlets(text)


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("Reporting by PMOI/MEK", "PMOI/MEK"),
        ("By Ann Lee, Reuters", "Reuters"),
        ("By JOHN SMITH | Associated Press", "Associated Press"),
        ("Reuters", "Reuters"),
        ("Al Jazeera and news agencies", "Al Jazeera"),
        ("By Dawn Smith", None),  # a person, and a newspaper of Karachi
        ("By our correspondent in Lima", None),
        ("", None),
    ],
)
def test_an_outlet_is_named_by_a_byline_or_dateline(signature: str, name: str | None) -> None:
    found = outlet_named([signature])
    assert (found.name if found else None) == name
