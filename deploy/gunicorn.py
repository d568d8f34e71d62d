"""gunicorn's settings: a worker a core, a few threads each."""

import multiprocessing
import os

workers = int(os.environ.get("WEB_CONCURRENCY", max(2, multiprocessing.cpu_count())))
worker_class = "gthread"
threads = 4
timeout = 60
# Workers are renewed now and then, at different times, so that no leak lives long.
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
control_socket_disable = True
