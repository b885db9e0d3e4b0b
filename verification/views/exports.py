"""Exports of published verdicts: small ones at once, large ones as a file that the worker writes."""

from __future__ import annotations

from pathlib import PurePath

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from core.decorators import at_desk
from core.errors import TooLarge
from core.workplace import Request
from verification.forms.exports import ExportForm
from verification.models import Export, ExportState
from verification.services import exports as services
from verification.views.articles import STOP_POLLING

RECENT = 50


@require_http_methods(["GET", "POST"])
@at_desk
def exports(request: Request) -> HttpResponseBase:
    """Ask for an export; up to a thousand rows come at once, more are written by the worker."""
    form = ExportForm(request.POST or None)
    answer = form.submit(lambda _data: _export(request, form))
    if answer is not None:
        return answer
    own = Export.objects.visible_to(request.user).filter(desk=request.desk)
    return render(request, "verification/exports.html", {"form": form, "exports": own[:RECENT]}, status=form.status)


def _export(request: Request, form: ExportForm) -> HttpResponseBase:
    wanted = {
        "desk": request.desk,
        "actor": request.user,
        "format": form.cleaned_data["format"],
        "filters": form.filters(),
    }
    try:
        stream = services.export_rows(**wanted)
    except TooLarge:
        return redirect("verification:export", services.export_request(**wanted).pk)
    response = StreamingHttpResponse(stream.chunks, content_type=stream.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stream.filename)  # noqa: FBT003 - Django's signature
    return response


@require_GET
@at_desk
def export(request: Request, pk: int) -> HttpResponse:
    """How far a file is; htmx asks for the part that changes until there is nothing more to wait for."""
    found = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    if not request.htmx:
        return render(request, "verification/export.html", {"export": found})
    response = render(request, "verification/export_progress.html", {"export": found})
    if found.state in {ExportState.DONE, ExportState.FAILED}:
        response.status_code = STOP_POLLING
    return response


@require_GET
@at_desk
def download(request: Request, pk: int) -> FileResponse:
    """The file that the worker wrote."""
    found = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    if found.state != ExportState.DONE or not found.file:
        raise Http404
    name = PurePath(str(found.file.name)).name
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
