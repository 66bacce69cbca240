"""Add: paste a text, name addresses, upload files; the jobs that add them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from ...config import MAX_TEXT_CHARS
from ...errors import BadDate, InputError
from ...export.columns import Column
from ...ingest import Given, make_article, parse_day
from ...ingest.language import detect_language
from .. import answers
from ..context import Bench, Reviewer, Workbench
from ..security.visitors import Visitor
from .add_job import STATES, Job, Load
from .add_jobs import Jobs
from .add_uploads import SUFFIXES, Sent, shown_name

router = APIRouter(tags=["add"])

MOST_ADDRESSES = 50
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_SHOWN_NAMES = 3

JOB_COLUMNS: tuple[Column[Job], ...] = (
    Column("job", "number", lambda job: job.id, "The job's number."),
    Column("state", "text", lambda job: job.state, "How far it is."),
    Column("what", "text", lambda job: job.load.told, "What it adds."),
    Column("by", "text", lambda job: job.by, "Who asked for it."),
    Column("asked", "text", lambda job: job.asked.isoformat(), "When it was asked for."),
    Column("ended", "text", lambda job: job.ended and job.ended.isoformat(), "When it ended."),
    Column("added", "number", lambda job: job.tally.added, "Articles that are new."),
    Column("known", "number", lambda job: job.tally.known, "Articles that were there already."),
    Column("unreadable", "number", lambda job: job.tally.unreadable, "What could not be read."),
    Column("coded", "number", lambda job: job.tally.coded, "Articles coded."),
    Column("reports", "number", lambda job: job.tally.reports, "Reports found in them."),
    Column("incidents", "number", lambda job: job.tally.incidents, "Incidents changed."),
    Column("problem", "text", lambda job: job.problem or None, "Why it did not come to its end."),
)
LINE_COLUMNS: tuple[Column[str], ...] = (
    Column("could_not_be_added", "text", lambda line: line, "What, and why."),
)


class Told(BaseModel):
    """What a form says of articles that do not say it themselves."""

    published: str = Field("", max_length=40)
    outlet: str = Field("", max_length=200)

    def given(self) -> Given:
        """Raises `InputError` for a day that is none."""
        try:
            day = parse_day(self.published) if self.published.strip() else None
        except BadDate as error:
            raise BadDate(f"published: {error}") from None
        return Given(published=day, source=self.outlet.strip() or None)


class Pasted(Told):
    """The form of a text."""

    text: str = Field("", max_length=MAX_TEXT_CHARS + 1)
    title: str = Field("", max_length=500)
    url: str = Field("", max_length=2000)

    def load(self) -> Load:
        """Raises `InputError` for a text or a word about it that cannot be taken."""
        text = self.text.replace("\r\n", "\n")  # as forms send the ends of lines
        url = self.url.strip()
        if url and not _ADDRESS.fullmatch(url):
            raise InputError(f"address: {url[:60]!r} does not begin with http:// or https://")
        more = Given(title=" ".join(self.title.split()) or None, url=url or None,
                     language=detect_language(text))  # fmt: skip
        article = make_article(text, self.given().or_else(more), max_chars=MAX_TEXT_CHARS)
        first = article.title or " ".join(text.split())[:80]
        return Load(f"text: {first}", articles=(article,))


# -- what is seen ------------------------------------------------------------------------------


@router.get("/add.json")
def add_json(bench: Bench, who: Reviewer) -> Response:
    """The jobs, the latest first."""
    return answers.json({"jobs": [job_json(job) for job in bench.part(Jobs).listed()]})


@router.get("/add.csv")
def add_csv(bench: Bench, who: Reviewer) -> Response:
    """The jobs, the latest first."""
    return answers.csv("jobs", JOB_COLUMNS, bench.part(Jobs).listed())


@router.get("/add", response_class=HTMLResponse)
def add(request: Request, bench: Bench, who: Reviewer) -> Response:
    """The forms, and the jobs."""
    if answers.wants_part(request):
        return answers.page(request, "add/jobs.html", jobs=bench.part(Jobs).listed(), states=STATES)
    return _page(request, bench, {})


@router.get("/add/jobs/{id}.json")
def job_as_json(bench: Bench, who: Reviewer, id: int) -> Response:
    """One job, with what could not be added."""
    return answers.json(job_json(_job(bench, id)))


@router.get("/add/jobs/{id}.csv")
def job_as_csv(bench: Bench, who: Reviewer, id: int) -> Response:
    """What a job could not add."""
    job = _job(bench, id)
    return answers.csv(f"job-{job.id}", LINE_COLUMNS, job.lines)


@router.get("/add/jobs/{id}", response_class=HTMLResponse)
def job_page(request: Request, bench: Bench, who: Reviewer, id: int) -> Response:
    """One job: how far it is, what it read, what it could not read."""
    template = "add/job_part.html" if answers.wants_part(request) else "add/job.html"
    return answers.page(request, template, job=_job(bench, id), states=STATES)


# -- what is asked for -------------------------------------------------------------------------


@router.post("/add/text", response_class=HTMLResponse)
def add_text(
    request: Request, bench: Bench, who: Reviewer, form: Annotated[Pasted, Form()]
) -> Response:
    """Add one article that was pasted."""
    try:
        load = form.load()
    except InputError as error:
        return _refused(request, bench, error, form.model_dump())
    return _started(request, bench, who, load)


@router.post("/add/addresses", response_class=HTMLResponse)
def add_addresses(
    request: Request,
    bench: Bench,
    who: Reviewer,
    addresses: Annotated[str, Form(max_length=100_000)] = "",
) -> Response:
    """Add the pages, or the items of the feeds, at some addresses."""
    urls = tuple(dict.fromkeys(addresses.split()))
    try:
        _check_addresses(urls)
    except InputError as error:
        return _refused(request, bench, error, {"addresses": addresses})
    told = urls[0] if len(urls) == 1 else f"{len(urls)} addresses: {urls[0]} ..."
    return _started(request, bench, who, Load(told, urls=urls))


@router.post("/add/files", response_class=HTMLResponse)
def add_files(
    request: Request,
    bench: Bench,
    who: Reviewer,
    files: Annotated[list[UploadFile], File()],
    form: Annotated[Told, Form()],
) -> Response:
    """Add the articles of uploaded files."""
    sent = [Sent(one.filename, one.file) for one in files if one.filename]
    try:
        given = form.given()
        uploads = bench.part(Jobs).uploads.keep(sent)
    except InputError as error:
        return _refused(request, bench, error, {"for_files": form.model_dump()})
    names = ", ".join(shown_name(one.name) for one in uploads[:_SHOWN_NAMES])
    more = f" and {len(uploads) - _SHOWN_NAMES} more" if len(uploads) > _SHOWN_NAMES else ""
    return _started(request, bench, who, Load(names + more, given=given, uploads=uploads))


@router.post("/add/jobs/{id}/retry", response_class=HTMLResponse)
def retry(request: Request, bench: Bench, who: Reviewer, id: int) -> Response:
    """Do a job again: what is added already stays, the rest is tried once more."""
    _job(bench, id)
    return _to_job(request, bench, who, bench.part(Jobs).retry(id, who.name))


@router.post("/add/jobs/{id}/stop", response_class=HTMLResponse)
def stop(request: Request, bench: Bench, who: Reviewer, id: int) -> Response:
    """End a job before its time; what it has added stays."""
    _job(bench, id)
    if bench.part(Jobs).stop(id):
        bench.log(who, "adding stopped", f"job {id}")
    return answers.redirect(request, f"/add/jobs/{id}", "It ends after the article under way.")


# -- parts -------------------------------------------------------------------------------------


def job_json(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    return {
        "job": job.id, "state": job.state, "what": job.load.told, "kind": job.load.kind,
        "by": job.by, "asked": job.asked, "began": job.began, "ended": job.ended,
        "tally": job.tally, "problem": job.problem or None, "could_not_be_added": job.lines,
        "more_lines": job.more_lines, "articles": job.articles, "can_retry": job.can_retry,
    }  # fmt: skip


def _job(bench: Workbench, id: int) -> Job:
    job = bench.part(Jobs).job(id)
    if job is None:
        raise HTTPException(404, "there is no such job; old ones are forgotten")
    return job


def _check_addresses(urls: tuple[str, ...]) -> None:
    """Anything else than http would be taken for the name of a file on this machine."""
    if not urls:
        raise InputError("addresses: write at least one")
    if len(urls) > MOST_ADDRESSES:
        raise InputError(f"addresses: {len(urls)} are too many at once; give {MOST_ADDRESSES}")
    for one in urls:
        if not _ADDRESS.fullmatch(one):
            raise InputError(f"addresses: {one[:60]!r} does not begin with http:// or https://")


def _started(request: Request, bench: Workbench, who: Visitor, load: Load) -> Response:
    return _to_job(request, bench, who, bench.part(Jobs).add(load, who.name))


def _to_job(request: Request, bench: Workbench, who: Visitor, job: Job) -> Response:
    bench.log(who, "adding begun", f"job {job.id}", job.load.told)
    if answers.form_asked(request) == "json":
        return answers.json(job_json(job), status=202)
    return answers.redirect(request, f"/add/jobs/{job.id}")


def _refused(
    request: Request, bench: Workbench, error: InputError, values: dict[str, Any]
) -> Response:
    """The forms again, as they were filled in."""
    if answers.form_asked(request) != "html":
        raise error
    return _page(request, bench, values, problem=str(error), status=400)


def _page(
    request: Request, bench: Workbench, values: dict[str, Any], *, problem: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    return answers.page(
        request, "add/add.html", status=status, jobs=bench.part(Jobs).listed(), states=STATES,
        values=values, problem=problem, suffixes=SUFFIXES,
        most_mb=bench.settings.max_body_bytes // 2**20,
    )  # fmt: skip
