# One image for web, worker, beat and migration. Nothing in it is secret; everything comes from outside.
FROM python:3.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-nanum \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM base AS built
COPY requirements.txt package.json package-lock.json .npmrc ./
COPY scripts scripts
RUN python -m venv .venv && .venv/bin/pip install --quiet --require-hashes -r requirements.txt
COPY . .
RUN python -m scripts.setup run && rm -rf node_modules .data/npm

FROM base
RUN useradd --system --home-dir /app --shell /usr/sbin/nologin boram \
 && mkdir -p /data && chown boram:boram /data
COPY --from=built /app /app
ENV PATH=/app/.venv/bin:$PATH EMBEDDED=0 DATA_DIR=/data DJANGO_SETTINGS_MODULE=config.settings
USER boram
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--timeout=60", "--access-logfile=-", "--logger-class=config.logs.AccessLog", "--no-control-socket"]
