# One image for the web server, the worker, beat and manage.py. docker-compose.yml runs it.
FROM python:3.11-slim-trixie AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Collecting static files needs settings, and none of the real ones.
RUN DATABASE_URL=postgresql:///none REDIS_URL=redis://none SECRET_KEY=none LOOKUP_KEY=none \
    STATIC_ROOT=/static /venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim-trixie
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/static \
    BEAT_SCHEDULE_FILE=/var/lib/julien/beat-schedule
RUN useradd --system --uid 1500 --create-home --home-dir /var/lib/julien julien \
    && install --directory --owner julien --mode 700 /kept
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /static /static
COPY --from=build /app /app
USER 1500
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "julien.wsgi:application", "--host", "0.0.0.0", "--port", "8000", "--http1-buffer-size", "65536"]
