"""Generates values of the format `fiscal-years` for schemathesis: a fiscal year or a range of fiscal years."""

from hypothesis import strategies as st
import schemathesis

ERAS = [("令和", "R", 2018, 2035), ("平成", "H", 1988, 2019), ("昭和", "S", 1925, 1989)]


@st.composite
def fiscal_years(draw):
    year = draw(st.integers(1927, 2030))
    form = draw(st.sampled_from(["plain", "era", "letter", "span"]))
    if form == "plain":
        return str(year)
    if form == "span":
        return f"{year}-{year + draw(st.integers(0, 30))}"
    name, letter, base, _ = next(era for era in ERAS if year > era[2])
    return f"{letter}{year - base}" if form == "letter" else f"{name}{year - base}年度"


schemathesis.openapi.format("fiscal-years", fiscal_years())


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes parameters fit together that the schema cannot relate: a table needs two facets, and only workbooks have
    sheets and columns to choose."""
    query = case.query or {}
    if case.path.endswith("/export"):
        if query.get("by") is not None and query.get("format") in ("csv", "json", "jsonl"):
            query["format"] = "xlsx"
        if query.get("columns") is not None and query.get("format") in ("json", "jsonl"):
            query["format"] = "csv"
    if query.get("rows") is not None and query.get("rows") == query.get("columns"):
        query["columns"] = "period" if query["rows"] != "period" else "policy"
