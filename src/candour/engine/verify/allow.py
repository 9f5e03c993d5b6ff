"""What may stand in a PDF that leaves: for every kind of object the keys it may have, and what each leads to.

Whatever is not listed is a finding. The tables name roles; ``leaf`` is a plain value, ``up`` and ``target`` are
references that must point to something reached another way, ``x*`` is a dictionary from any name to role ``x``.
Source: ISO 32000-1, the tables of clauses 7 to 12; engine.md §5 lists what leaks.
"""

from __future__ import annotations

from collections.abc import Mapping

Keys = dict[str, str]


def _leaves(names: str, **others: str) -> Keys:
    return {**dict.fromkeys(names.split(), "leaf"), **others}


_STREAM = _leaves("Length Filter", DecodeParms="parameters")

ROLES: dict[str, Keys] = {
    "trailer": _leaves("Size ID W Index Type", Root="catalog", Info="info", **_STREAM),
    "info": _leaves("Title"),
    "catalog": _leaves(
        "Type Version Lang PageMode PageLayout",
        Pages="kids",
        Outlines="outlines",
        OpenAction="go",
        ViewerPreferences="viewer",
        PageLabels="labels",
        MarkInfo="mark",
        StructTreeRoot="structure",
    ),
    "viewer": _leaves(
        "DisplayDocTitle FitWindow CenterWindow HideToolbar HideMenubar HideWindowUI PrintScaling Duplex"
    ),
    "mark": _leaves("Marked"),
    "labels": _leaves("Limits", Nums="label", Kids="labels"),
    "label": _leaves("Type S P St"),
    "pages": _leaves("Type Count MediaBox CropBox Rotate", Kids="kids", Parent="up", Resources="resources"),
    "page": _leaves(
        "Type MediaBox CropBox TrimBox BleedBox ArtBox Rotate UserUnit Tabs StructParents",
        Parent="up",
        Resources="resources",
        Contents="content",
        Annots="link",
        Group="group",
    ),
    "link": _leaves("Type Subtype Rect Border F H C", Dest="target", A="go", P="up", BS="border"),
    "border": _leaves("Type W S D"),
    "go": _leaves("Type S", D="target"),
    "outlines": _leaves("Type Count", First="outline", Last="outline"),
    "outline": _leaves(
        "Title Count C F",
        First="outline",
        Last="outline",
        Next="outline",
        Prev="outline",
        Parent="up",
        Dest="target",
        A="go",
    ),
    # what the values may be is looked at in ``structure``
    "structure": _leaves("Type ParentTreeNextKey", K="element", ParentTree="parents"),
    "element": _leaves("Type S Lang Alt MCID", K="element", P="up", Pg="up", A="attributes"),
    "attributes": _leaves("O ColSpan RowSpan Scope"),
    "parents": _leaves("Limits", Nums="parent", Kids="parents"),
    "resources": _leaves(
        "ProcSet",
        Font="font*",
        XObject="drawing*",
        ExtGState="state*",
        ColorSpace="value*",
        Pattern="pattern*",
        Shading="value*",
    ),
    "font": _leaves(
        "Type Subtype BaseFont Name FirstChar LastChar FontBBox FontMatrix DW DW2 W W2 Widths",
        FontDescriptor="descriptor",
        Encoding="encoding",
        ToUnicode="cmap",
        DescendantFonts="font",
        CIDSystemInfo="collection",
        CIDToGIDMap="data",
        CharProcs="content*",
        Resources="resources",
    ),
    "collection": _leaves("Registry Ordering Supplement"),
    "encoding": _leaves("Type BaseEncoding Differences"),
    "descriptor": _leaves(
        "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight"
        " XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang",
        FontFile="program",
        FontFile2="program",
        FontFile3="program",
        CIDSet="data",
        Style="leaf*",
    ),
    "program": _leaves("Length1 Length2 Length3 Subtype", **_STREAM),
    "cmap": _leaves("Type CMapName WMode", CIDSystemInfo="collection", UseCMap="cmap", **_STREAM),
    "data": dict(_STREAM),
    "content": dict(_STREAM),
    "image": _leaves(
        "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte Name",
        ColorSpace="value",
        Mask="image",
        SMask="image",
        **_STREAM,
    ),
    "form": _leaves(
        "Type Subtype FormType BBox Matrix Name",
        Resources="resources",
        Group="group",
        **_STREAM,
    ),
    "tiling": _leaves(
        "Type PatternType PaintType TilingType BBox XStep YStep Matrix", Resources="resources", **_STREAM
    ),
    "shaded": _leaves("Type PatternType Matrix", Shading="value", ExtGState="state"),
    "group": _leaves("Type S I K", CS="value"),
    "state": _leaves(
        "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK",
        Font="font",
        BG="value",
        BG2="value",
        UCR="value",
        UCR2="value",
        TR="value",
        TR2="value",
        HT="value",
        SMask="mask",
    ),
    "mask": _leaves("Type S BC", G="drawing", TR="value"),
    "parameters": _leaves(
        "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1"
        " DamagedRowsBeforeError ColorTransform Quality",
        JBIG2Globals="data",
    ),
    # colour spaces, shadings, functions, halftones: nested values with a vocabulary of their own
    "value": _leaves(
        "Type Subtype ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate"
        " BitsPerComponent BitsPerFlag Decode VerticesPerRow FunctionType Range C0 C1 N Bounds Encode Size Order"
        " BitsPerSample WhitePoint BlackPoint Gamma HalftoneType Frequency Angle SpotFunction AccurateScreens Width"
        " Height Components",
        ColorSpace="value",
        Function="value",
        Functions="value",
        Alternate="value",
        Colorants="value*",
        Process="value",
        MixingHints="value",
        TransferFunction="value",
        **_STREAM,
    ),
}

ITEMS = {"go": "target", "parent": "owner", "owner": "up"}
"""What the items of an array are, where they are not what the array is: a destination; lists of elements by page."""
CONTENT_ROLES = frozenset({"content", "form", "tiling"})
STREAM_ROLES = CONTENT_ROLES | {"program", "cmap", "data", "image", "value"}

LEAKS = {
    "JavaScript": "active_content", "JS": "active_content", "AA": "active_content", "Launch": "active_content",
    "EmbeddedFiles": "attachment", "EmbeddedFile": "attachment", "EF": "attachment", "AF": "attachment",
    "Collection": "attachment", "RichMediaContent": "attachment",
    "AcroForm": "form_fields", "XFA": "form_fields", "Widget": "form_fields", "V": "form_fields", "TU": "form_fields",
    "PieceInfo": "application_data", "LastModified": "application_data", "SpiderInfo": "application_data",
    "Thumb": "thumbnail", "Metadata": "metadata", "Author": "metadata", "Subject": "metadata", "Keywords": "metadata",
    "Creator": "metadata", "Producer": "metadata", "CreationDate": "metadata", "ModDate": "metadata",
    "OCProperties": "layers", "OC": "layers", "OCGs": "layers",
    "URI": "link_out", "GoToR": "link_out", "GoToE": "link_out", "SubmitForm": "link_out",
    "Names": "names", "Dests": "names", "Threads": "names", "B": "names",
    "ActualText": "replacement_text", "Alt": "replacement_text", "E": "replacement_text", "T": "replacement_text",
    "Contents": "annotation_text", "Popup": "annotation_text", "RC": "annotation_text", "Alternates": "alternate_image",
    "OPI": "alternate_image", "Ref": "alternate_image", "Perms": "signature", "DSS": "signature",
    "Private": "application_data",
}  # fmt: skip
"""Keys that are known to leak, and what kind of finding they are. Any other key is ``not_allowed``."""


def chosen(role: str, value: Mapping[str, object]) -> str:
    """The exact role of a dictionary that may be one of several; empty when it may not be there at all."""
    if role == "kids":
        return {"Pages": "pages", "Page": "page"}.get(str(value.get("Type")), "")
    if role == "drawing":
        return {"Image": "image", "Form": "form"}.get(str(value.get("Subtype")), "")
    if role == "pattern":
        return {1: "tiling", 2: "shaded"}.get(_whole(value.get("PatternType")), "")
    if role == "link":
        return "link" if value.get("Subtype") == "Link" else ""
    if role == "go":
        return "go" if value.get("S") == "GoTo" else ""
    return role if role in ROLES else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
