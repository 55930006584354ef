import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openHttp, pageOf } from '../../../sandbox/acserver/http.ts';
import { simulate } from './simulation.ts';

const attested: { line: string; event: string }[] = readFileSync(
  new URL('../../fixtures/stdout/lines.ndjson', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));

const simulation = simulate({ startAt: 'contact' });
simulation.clock.advance(7_000);
const world = simulation.server.world();
afterAll(() => simulation.server.close());

describe('the HTTP pages', () => {
  it('show the state of the server', () => {
    const page = pageOf(world, '/INFO');
    expect(JSON.parse(page.body)).toMatchObject({
      name: 'Big Whiskey v2',
      clients: 6,
      maxclients: 22,
      track: 'ks_nurburgring-layout_sprint_b',
      session: 1,
      sessiontypes: [2, 3],
      timeleft: 600 - 21,
    });
    expect(page.body).not.toContain(' "');
  });

  it('are logged with as many values as a real log line', () => {
    const struct = attested.find(({ event }) => event === 'info-struct')?.line ?? '';
    const tail = /\[na na\] \w+ 0 <nil> \w+ \w+ \d+ \w+ \w+ \w+ \d+\}$/;
    expect(struct).toMatch(tail);
    expect(pageOf(world, '/INFO').lines[2]).toMatch(tail);
    expect(pageOf(world, '/INFO').lines.slice(0, 2)).toEqual(['PAGE: /INFO', 'REQ']);
  });

  it('list every slot without GUIDs', () => {
    const page = pageOf(world, '/JSON|76561197900000001');
    const { Cars } = JSON.parse(page.body);
    expect(Cars).toHaveLength(22);
    expect(Cars[12]).toMatchObject({ DriverName: 'Alvada Rioal', IsConnected: true, IsRequestedGUID: true });
    expect(Cars[13]).toMatchObject({ IsRequestedGUID: false });
    expect(page.body).not.toContain('76561197900000001');
    expect(page.lines).toEqual(['PAGE: /JSON|76561197900000001', 'Serve JSON took 1 ms']);
  });

  it('are empty for unknown paths', () => {
    expect(pageOf(world, '/api/details')).toEqual({ body: '', lines: ['PAGE: /api/details'] });
  });
});

describe('a taken port', () => {
  it('is reported in the words of Go and does no harm', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const report = new Promise<readonly string[]>((resolve) => {
      openHttp({ world: () => world, port, print: resolve });
    });
    expect(await report).toEqual([`listen tcp :${port}: bind: address already in use`]);
    other.close();
  });
});
