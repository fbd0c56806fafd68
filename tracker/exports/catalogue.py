"""The data set as machines look for it: DCAT 3 (W3C) and schema.org, as catalogues and search engines read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.exports.links import Download, Downloads
from tracker.exports.origin import LICENCE_IRI, Origin
from tracker.text import show_date

#: Ending of a file → its media type (IANA).
MEDIA_TYPES = {
    "atom": "application/atom+xml",
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What describes the data and is not the data.
_ABOUT = {"jsonld", "txt"}
#: The specification that a Data Package keeps.
_DATA_PACKAGE = "https://specs.frictionlessdata.io/data-package/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(downloads: Downloads, root: str) -> dict[str, Any]:
    """Give the data set with its files as JSON-ready data, one node that is both a dcat:Dataset and a schema:Dataset.

    root: the address of the site with a slash at its end, or the way to it from where the data stands.
    """
    origin, page, files = downloads.origin, f"{root}du-lieu-mo/", list(_files(downloads))
    return {
        "@context": _CONTEXT,
        "@id": f"{page}#bo-du-lieu",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        **_dcat(origin, page),
        **_schema(origin, page),
        "dcat:distribution": [_distribution(link, root, page) for link in files],
        "schema:distribution": [{"@id": _name(link, page)} for link in files],
    }


def _files(downloads: Downloads) -> Iterator[Download]:
    """Give the files that hold the data: of the whole plan, then of each table."""
    yield from (link for link in downloads.links_for("plan") if _ending(link) not in _ABOUT)
    for table in downloads.tables:
        yield from (Download(f"{table} ({link.title})", link.path) for link in downloads.links_for("table", table))


def _ending(link: Download) -> str:
    return link.path.rsplit(".", 1)[-1]


def _dcat(origin: Origin, page: str) -> dict[str, Any]:
    return {
        "dct:identifier": origin.id,
        "dct:title": _vietnamese(origin.title),
        "dct:description": _vietnamese(" ".join(origin.lines)),
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/VIE"},
        "dct:license": {"@id": LICENCE_IRI},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dct:modified": _day(origin.as_of),
        "dct:publisher": {"@type": ["foaf:Agent", "schema:Organization"], "foaf:name": "Rõ Việc"},
        "dct:creator": {"@type": ["foaf:Agent", "schema:Organization"], "foaf:name": origin.issuer},
        "dct:source": _vietnamese(origin.source),
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _vietnamese(origin.place)},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(origin.first),
            "dcat:endDate": _day(origin.last),
        },
        "dcat:keyword": [_vietnamese(word) for word in ("kế hoạch", "nhiệm vụ", "giám sát", origin.place)],
        "dcat:landingPage": {"@id": page},
    }


def _schema(origin: Origin, page: str) -> dict[str, Any]:
    """Give what search engines for data ask for (schema.org/Dataset)."""
    told = f"Nhiệm vụ, cơ quan, thời hạn, tình trạng thực hiện tính đến ngày {show_date(origin.as_of)}."
    return {
        "schema:name": origin.title,
        "schema:description": " ".join((told, *origin.lines)),
        "schema:identifier": origin.id,
        "schema:url": {"@id": page},
        "schema:inLanguage": "vi",
        "schema:license": {"@id": LICENCE_IRI},
        "schema:isAccessibleForFree": True,
        "schema:dateModified": origin.as_of,
        "schema:temporalCoverage": f"{origin.first}/{origin.last}",
        "schema:spatialCoverage": {"@type": "schema:Place", "schema:name": origin.place},
        "schema:creator": {"@type": "schema:Organization", "schema:name": origin.issuer},
        "schema:publisher": {"@type": "schema:Organization", "schema:name": "Rõ Việc"},
    }


def _distribution(link: Download, root: str, page: str) -> dict[str, Any]:
    media = MEDIA_TYPES[_ending(link)]
    conforms = {"dct:conformsTo": {"@id": _DATA_PACKAGE}} if link.path.endswith("/datapackage.json") else {}
    return {
        "@id": _name(link, page),
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": _vietnamese(link.title),
        "dct:license": {"@id": LICENCE_IRI},
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": f"{root}{link.path}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "schema:contentUrl": {"@id": f"{root}{link.path}"},
        "schema:encodingFormat": media,
        **conforms,
    }


def _name(link: Download, page: str) -> str:
    """Give by what name the parts of the document know a file."""
    return f"{page}#{link.path}"


def _vietnamese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "vi"}


def _day(iso: str) -> dict[str, str]:
    return {"@value": iso, "@type": "xsd:date"}
