"""Every endpoint of version 1 of the API, in one list."""

from rest_framework.routers import DefaultRouter

router = DefaultRouter()
