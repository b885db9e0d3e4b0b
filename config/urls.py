"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.api_router import router
from verification.views.verdicts import verdict

urlpatterns = [
    path("", include("core.urls")),
    path("", include("sources.urls")),
    path("", include("claims.urls")),
    path("", include("verification.urls")),
    path("v/<str:key>/", verdict, name="public-verdict"),
    path("admin/", admin.site.urls),
    path("accounts/", include("django.contrib.auth.urls")),
    path("api/v1/", include((router.urls, "api"), namespace="v1")),
    path("api/v1/schema/", SpectacularAPIView.as_view(api_version="v1"), name="api-schema"),
    path("api/v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]
