"""Who gets to a view."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import render

from core.workplace import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


def at_desk(view: View[P]) -> View[P]:
    """Only for users who sign in, and who are on a desk: ``request.desk`` is the one that they work at."""

    @functools.wraps(view)
    def at_its_desk(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.workplace.desk is None:
            return render(request, "core/no_desk.html")
        request.desk = request.workplace.desk
        return view(request, *args, **kwargs)

    return cast("View[P]", login_required(at_its_desk))
