"""Web Annotations: the model's rules, and read as RDF. Nothing is fetched: the terms are here."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dateline.export.told import ToldIncident, ToldReport
from dateline.export.web_annotation import CONTEXT, page
from dateline.records.coded import Coded
from dateline.records.event import CodedArticle
from dateline.records.text import Quote

from .told_building import OPTIONS, told_incident, told_report

TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection",
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "label": "rdfs:label",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "classifying": "oa:classifying",
    "identifying": "oa:identifying",
    "describing": "oa:describing",
    "value": "rdf:value",
    "format": "dc:format",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
}
"""The terms of http://www.w3.org/ns/anno.jsonld that are used."""
MOTIVATIONS = {"classifying", "identifying", "describing"}


@pytest.fixture
def deep(coded: CodedArticle) -> ToldIncident:
    """Reports with every kind of evidence."""
    told = tuple(ToldReport(one, one, coded.article) for one in coded.reports)
    return replace(told_incident(), told=told)


def written(*told: ToldIncident) -> str:
    return "".join(map(str, page(told, OPTIONS)))


def items(*told: ToldIncident) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(*told))["items"]
    return found


def test_the_page() -> None:
    found = json.loads(written())
    assert found["@context"] == CONTEXT
    assert CONTEXT[0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["items"]) == ("AnnotationPage", [])
    assert found["id"] == "urn:dateline:evidence:20200825T063000Z:page"
    assert found["partOf"]["type"] == "AnnotationCollection"


def test_every_value_stands_on_its_words(deep: ToldIncident, coded: CodedArticle) -> None:
    found = items(deep)
    assert {one["dateline:field"] for one in found} == {
        "event_type", "actor", "target", "place", "date", "count", "weapon", "attribution",
        "factuality",
    }  # fmt: skip
    assert len({one["id"] for one in found}) == len(found)
    text = coded.article.text
    for one in found:
        assert one["type"] == "Annotation"
        assert one["motivation"] in MOTIVATIONS
        assert one["dateline:incident"] == deep.incident.id
        assert one["target"]
        for target in one["target"]:
            assert target["source"] == "https://example.org/a?b=1&c"
            place, words = target["selector"]
            assert text[place["start"] : place["end"]] == words["exact"]
            around = words["prefix"] + words["exact"] + words["suffix"]
            assert around in text
            assert len(around) <= len(words["exact"]) + 64


def test_what_is_meant(deep: ToldIncident) -> None:
    by_field = {one["dateline:field"]: one for one in reversed(items(deep))}
    place, address = by_field["place"]["body"]
    assert (place["type"], place["value"]) == ("TextualBody", "Arvale, South, MIR")
    assert address == {"type": "SpecificResource", "purpose": "identifying",
                       "source": "https://sws.geonames.org/42/"}  # fmt: skip
    kind = by_field["event_type"]["body"]
    assert (kind["value"], kind["dateline:code"]) == (
        "violent demonstration", "violent_demonstration")  # fmt: skip
    actor = by_field["actor"]["body"]
    assert actor["value"] == "protesters"


@pytest.mark.parametrize("url", [
    None, "javascript:alert(1)", "https://example.org/a b", "https://example.org/<x>", "/a",
    "https://example.org/\x1b", "file:///etc/passwd", "https://example.org/\na",
])  # fmt: skip
def test_an_article_without_an_address_goes_by_its_hash(url: str | None) -> None:
    told = told_report(url=url)
    for one in items(told_incident(told)):
        for target in one["target"]:
            assert target["source"] == f"urn:dateline:article:{told.article.hash}"


def test_words_of_the_title_have_no_place_in_the_text() -> None:
    title = "Clash at Basra"
    words = Quote.of(title, 9, 14, "title")
    place = replace(told_report().report.place, evidence=(words,))
    found = next(
        one for one in items(told_incident(place=place)) if one["dateline:field"] == "place"
    )
    (selector,) = found["target"][0]["selector"]
    assert (selector["type"], selector["exact"]) == ("TextQuoteSelector", "Basra")
    assert (selector["prefix"], selector["suffix"]) == ("Clash at ", "")


def test_a_value_without_words_is_left_out() -> None:
    told = told_report()
    end = told.report.trigger.end
    place = Coded(told.report.place.value, evidence=(Quote(end, end, ""),), by="review:anna")
    found = items(told_incident(place=place))
    assert "place" not in {one["dateline:field"] for one in found}


def test_hostile_words() -> None:
    text = 'Police "killed" <b>nine</b> \u202e\x00\x1b[31m men in Basra on Saturday.'
    told = told_report(text=text, title="<script>")
    raw = written(told_incident(told))
    assert "\x00" not in raw
    assert "\x1b" not in raw
    trigger = next(
        one for one in items(told_incident(told)) if one["dateline:field"] == "event_type"
    )
    assert trigger["target"][0]["selector"][1]["suffix"] in text


def test_rdflib_reads_it(deep: ToldIncident) -> None:
    rdflib = pytest.importorskip("rdflib")
    read = json.loads(written(deep, told_incident(id="i2")))
    read["@context"] = [TERMS, *read["@context"][1:]]
    graph = rdflib.Graph().parse(data=json.dumps(read), format="json-ld")
    oa = rdflib.Namespace(TERMS["oa"])
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) == len(read["items"])
    exact = {str(one) for one in graph.objects(None, oa.exact)}
    assert {"stormed", "rifles", "a hospital doctor"} <= exact
    starts = list(graph.objects(None, oa.start))
    assert starts
    assert all(one.datatype == rdflib.XSD.nonNegativeInteger for one in starts)
    fields = set(graph.objects(None, rdflib.URIRef("urn:dateline:field")))
    assert rdflib.Literal("place") in fields
    listed = rdflib.collection.Collection(
        graph, graph.value(None, rdflib.URIRef(f"{TERMS['as']}items"), any=True)
    )
    assert listed is not None
    (start,) = graph.objects(rdflib.URIRef(read["id"]), rdflib.URIRef(f"{TERMS['as']}startIndex"))
    assert int(start) == 0
