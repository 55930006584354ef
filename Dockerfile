# Pitwall alone: the game server runs in a container, or on a machine, of its own (docs/service.md).
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci && npm prune --omit=dev

FROM node:24-bookworm-slim
# Two pools of the C library's for all threads: with more of them Pitwall takes some 30 MB more once pictures are drawn.
ENV NODE_ENV=production DATA_DIR=/data METRICS_PORT=9464 MALLOC_ARENA_MAX=2
COPY --from=build /build/package.json /app/
COPY --from=build /build/bin /app/bin
COPY --from=build /build/node_modules /app/node_modules
COPY --from=build /build/dist/src /app/dist/src
COPY --from=build /build/dist/commands /app/dist/commands
RUN mkdir /data /config && chown node:node /data /config
USER node
# .env, servers.ini, penalties.ini and roster.csv are read from there.
WORKDIR /config
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# V8's compiler waits until the answer is out that made a function worth compiling.
ENTRYPOINT ["node", "--concurrent-recompilation-delay=50", "/app/bin/pitwall.cjs"]
CMD ["start"]
