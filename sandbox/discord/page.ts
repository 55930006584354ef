import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { dirname, extname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type PageDiscord, pageConnection } from './pageConnection.ts';
import { type Behind, type InTheCars, openScenes, type Tour } from './scenes.ts';
import type { Page } from './server.ts';

export interface PageOptions {
  /** What happens outside Discord: with it, the page has a drawer that shows it. */
  readonly behind?: Behind;
  readonly cars?: InTheCars | undefined;
  readonly tour?: Tour;
}

const SOCKET_PATH = '/page';
const FRAME_LIMIT_BYTES = 64 * 1024;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Files that the page takes from packages, as published for browsers. */
const FROM_PACKAGES: Readonly<Record<string, string>> = {
  'marked.js': 'node_modules/marked/lib/marked.esm.js',
};

/** Everything comes from this server, and nothing in a message can become a script. */
const HEADERS = {
  'content-security-policy': "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/**
 * The page of the local Discord: `/` and its files under `/page/`, and a websocket on `/page` for events and for what
 * people do (pageFrames.ts). `close` ends its connections.
 */
export function openPage(discord: PageDiscord, { behind, cars, tour }: PageOptions = {}): Page & { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT_BYTES });
  const scenes = behind && openScenes(behind);
  sockets.on('connection', (socket) => pageConnection(socket, { ...discord, scenes, cars, tour }));
  return {
    handleHttp(request, response) {
      const path = pathOf(request);
      if (path !== '/' && !path.startsWith(`${SOCKET_PATH}/`)) return false;
      void sendFile(path === '/' ? 'index.html' : path.slice(SOCKET_PATH.length + 1), request, response);
      return true;
    },
    handleUpgrade(request, socket, head) {
      if (pathOf(request) !== SOCKET_PATH) return false;
      if (isForeign(request)) refuse(socket);
      else sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
      return true;
    },
    close() {
      scenes?.close();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

/** The folder is flat and names contain only letters, so no path leads out of it. */
async function sendFile(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const type = /^\w+\.\w+$/.test(name) ? CONTENT_TYPES[extname(name)] : undefined;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const body = type && isRead ? await readFile(fileOf(name)).catch(() => undefined) : undefined;
  if (!body || !type) return void response.writeHead(404, HEADERS).end('Not found\n');
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': body.length }).end(body);
}

/** The page is not compiled, so its files are below package.json's folder, wherever this file runs. */
function fileOf(name: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, FROM_PACKAGES[name] ?? join('sandbox', 'page', name));
}

/**
 * A foreign web page must not act for these people. Its Origin shows it. If its owner makes that name resolve to this
 * machine, Origin and Host agree, so a Host that is neither an IP address nor localhost is refused too. Clients that
 * are not browsers send no Origin.
 */
function isForeign({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return false;
  const origin = URL.canParse(headers.origin) ? new URL(headers.origin) : undefined;
  return origin?.host !== headers.host || !isLocalName(origin?.hostname ?? '');
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
