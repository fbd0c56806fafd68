"""The data set as machines look for it: DCAT 3 (W3C) in JSON-LD."""

from __future__ import annotations

from typing import Any

from tracker.exports.links import Download, Downloads
from tracker.exports.origin import LICENCE_URL

#: Ending of a file → its media type (IANA).
MEDIA_TYPES = {
    "atom": "application/atom+xml",
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "ics": "text/calendar",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def catalogue(downloads: Downloads, root: str) -> dict[str, Any]:
    """Give the data set with its files as JSON-ready data; root: the way from the document to the root of the site."""
    origin = downloads.origin
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{root}du-lieu-mo/",
        "@type": "dcat:Dataset",
        "dct:identifier": origin.id,
        "dct:title": _vietnamese(origin.title),
        "dct:description": _vietnamese(" ".join(origin.lines)),
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/VIE"},
        "dct:license": {"@id": LICENCE_URL},
        "dct:modified": _day(origin.as_of),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "Rõ Việc"},
        "dct:source": _vietnamese(origin.source),
        "dct:spatial": {"@type": "dct:Location", "dct:title": _vietnamese(origin.place)},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(origin.first),
            "dcat:endDate": _day(origin.last),
        },
        "dcat:landingPage": {"@id": f"{root}du-lieu-mo/"},
        "dcat:distribution": [
            _distribution(link, root)
            for link in downloads.links_for("plan")
            if link.path.rsplit(".", 1)[-1] in MEDIA_TYPES
        ],
    }


def _distribution(link: Download, root: str) -> dict[str, Any]:
    media = MEDIA_TYPES[link.path.rsplit(".", 1)[-1]]
    return {
        "@type": "dcat:Distribution",
        "dct:title": _vietnamese(link.title),
        "dct:license": {"@id": LICENCE_URL},
        "dcat:downloadURL": {"@id": f"{root}{link.path}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
    }


def _vietnamese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "vi"}


def _day(iso: str) -> dict[str, str]:
    return {"@value": iso, "@type": "xsd:date"}
