"""Where everything is: the desk under /admin/, readers everywhere else."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
