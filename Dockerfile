ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
RUN python -m venv /opt/build && python -m venv --without-pip /opt/venv
COPY requirements/build.lock requirements/run.lock requirements/
# What the product needs, into an environment without pip; compiled once here, for the user below may not write to it.
RUN /opt/build/bin/pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
      --require-hashes --requirement requirements/run.lock \
 && find /opt/venv -type d -name tests -prune -exec rm -rf {} + \
 && find /opt/venv -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.hpp' \) -delete
RUN /opt/build/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements/build.lock
COPY pyproject.toml README.md ./
COPY migrations migrations
COPY app app
RUN /opt/build/bin/pip wheel --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/build/bin/pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check --no-deps --no-index /wheels/*.whl

FROM ${PYTHON_IMAGE} AS product
RUN useradd --uid 10001 --no-create-home --home-dir /data records \
 && mkdir /data && chown records:records /data
COPY --from=build /opt/venv /opt/venv
COPY container/start /app/start
COPY seeds /app/seeds
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/meetings.db \
    PORT=8000
WORKDIR /data
VOLUME /data
USER records
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["/app/start"]
