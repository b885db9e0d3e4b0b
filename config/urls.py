"""The addresses of the site."""

from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.api_router import router
from config.csp import API_DOCUMENTATION
from core.administration import enter
from verification.views.verdicts import verdict

# A page for people: who is not signed in is asked to, as on every other page.
api_documentation = login_required(csp_update(API_DOCUMENTATION)(SpectacularSwaggerSplitView.as_view(url_name="api-schema")))

urlpatterns = [
    path("", include("core.urls")),
    path("", include("sources.urls")),
    path("", include("claims.urls")),
    path("", include("verification.urls")),
    path("v/<str:key>/", verdict, name="public-verdict"),
    path("admin/login/", enter),
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
    path("api/v1/", include((router.urls, "api"), namespace="v1")),
    path("api/v1/schema/", SpectacularAPIView.as_view(api_version="v1"), name="api-schema"),
    path("api/v1/docs/", api_documentation, name="api-docs"),
]
