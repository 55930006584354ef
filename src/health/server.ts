/** /healthz and /metrics, for programs on this machine. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { messageOf, PassingError, UserError } from '../kit/errors.ts';
import { checksOf, isHealthy } from './checks.ts';
import type { Figures } from './figures.ts';
import { METRICS_TYPE, writeMetrics } from './metrics.ts';

export interface HealthOptions {
  readonly port: number;
  readonly figures: () => Figures;
  readonly log: { error(fields: object, message: string): void };
}

export interface HealthServer {
  /** "http://127.0.0.1:9464". */
  readonly address: string;
  close(): void;
}

const HOST = '127.0.0.1';

/** Protects against DNS rebinding: a web page may use a domain of its own that points to this machine. */
const OURS = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** @throws UserError if the port cannot be used */
export async function openHealthServer(options: HealthOptions): Promise<HealthServer> {
  const server = createServer((request, response) => answer(request, response, options));
  server.listen(options.port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error, options.port);
  }
  return {
    address: `http://${HOST}:${options.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Page {
  readonly status: number;
  readonly type?: string;
  readonly text: string;
}

function answer(request: IncomingMessage, response: ServerResponse, options: HealthOptions): void {
  const { status, type = 'text/plain; charset=utf-8', text } = page(request, options);
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function page({ url = '', method = '', headers }: IncomingMessage, { figures, log }: HealthOptions): Page {
  if (!OURS.test(headers.host ?? '')) return { status: 403, text: 'This is for programs on the same machine.\n' };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'There is nothing to change here.\n' };
  const [path] = url.split('?');
  try {
    if (path === '/metrics') return { status: 200, type: METRICS_TYPE, text: writeMetrics(figures()) };
    if (path === '/healthz') return healthOf(figures());
  } catch (err) {
    log.error({ err }, 'how Pitwall is could not be found out');
    return { status: 500, text: 'That went wrong; the log says why.\n' };
  }
  return { status: 404, text: 'There are /healthz and /metrics.\n' };
}

function healthOf(figures: Figures): Page {
  const checks = checksOf(figures);
  const isFine = isHealthy(checks);
  const told = checks.map(({ check, isWell, problem }) => ({ check, ok: isWell, problem }));
  const text = `${JSON.stringify({ status: isFine ? 'ok' : 'failing', checks: told }, undefined, 2)}\n`;
  return { status: isFine ? 200 : 503, type: 'application/json', text };
}

function cannotListen(error: unknown, port: number): UserError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PassingError(`METRICS_PORT ${port} is taken by another program; choose another one.`);
  }
  if (code === 'EACCES') return new UserError(`METRICS_PORT ${port} is not ours to use; choose one from 1024 up.`);
  return new UserError(`METRICS_PORT ${port} cannot be listened on: ${messageOf(error)}.`);
}
