import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Figures } from '../../src/health/figures.ts';
import { type HealthServer, openHealthServer } from '../../src/health/server.ts';
import { freePort } from '../ports.ts';
import { figures } from './made.ts';

let port: number;
let server: HealthServer;
let now: () => Figures;
const faults: object[] = [];
const log = { error: (fields: object) => void faults.push(fields) };
beforeEach(async () => {
  now = () => figures;
  faults.length = 0;
  port = await freePort();
  server = await openHealthServer({ port, figures: () => now(), log });
});
afterEach(() => server.close());

async function ask(path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  const asking = request({ port, host: '127.0.0.1', path, method, headers: { host }, agent: false });
  asking.end();
  const [response] = await once(asking, 'response');
  return { status: response.statusCode, type: response.headers['content-type'], text: await text(response) };
}

describe('the health server', () => {
  test('serves the metrics in the format of Prometheus', async () => {
    expect(server.address).toBe(`http://127.0.0.1:${port}`);
    const { status, type, text: body } = await ask('/metrics');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toContain('\npitwall_outbox_waiting 4\n');
  });

  test('reports healthy with all checks', async () => {
    const { status, type, text: body } = await ask('/healthz');
    expect([status, type]).toEqual([200, 'application/json']);
    expect(JSON.parse(body)).toEqual({
      status: 'ok',
      checks: ['store', 'disk', 'event loop', 'udp of gt3', 'discord', 'outbox'].map((check) => ({ check, ok: true })),
    });
  });

  test('reports 503 with the reason', async () => {
    now = () => ({ ...figures, loopDelayMs: 2000 });
    const { status, text: body } = await ask('/healthz');
    expect(status).toBe(503);
    expect(JSON.parse(body).status).toBe('failing');
    expect(JSON.parse(body).checks).toContainEqual({ check: 'event loop', ok: false, problem: 'it is 2000 ms late' });
  });

  test('answers HEAD requests, query strings and localhost', async () => {
    expect(await ask('/healthz?from=docker', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect(await ask('/healthz', { host: `localhost:${port}` })).toMatchObject({ status: 200 });
  });
});

describe('the health server refuses', () => {
  test.each<[string, object, number]>([
    ['/', {}, 404],
    ['/metrics/../.env', {}, 404],
    ['/metrics', { method: 'POST' }, 405],
    ['/healthz', { method: 'DELETE' }, 405],
    // A page whose own domain resolves to this machine sends its domain as host.
    ['/metrics', { host: 'evil.example' }, 403],
    ['/metrics', { host: '127.0.0.1.evil.example' }, 403],
  ])('%s %j', async (path, how, status) => {
    const answer = await ask(path, how);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('pitwall_');
  });

  test('to reveal an internal error, and logs it', async () => {
    now = () => {
      throw new Error('the disk is on fire');
    };
    expect(await ask('/metrics')).toMatchObject({ status: 500, text: 'That went wrong; the log says why.\n' });
    expect(faults).toHaveLength(1);
    now = () => figures;
    expect(await ask('/metrics')).toMatchObject({ status: 200 });
  });
});

test('a taken port is reported in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = (other.address() as { port: number }).port;
  await expect(openHealthServer({ port: taken, figures: () => figures, log })).rejects.toThrow(
    `METRICS_PORT ${taken} is taken by another program; choose another one.`,
  );
  other.close();
});
