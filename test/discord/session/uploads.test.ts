import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRequest } from '../../../src/discord/session/uploads.ts';

const SMALL = Buffer.from('a,b\n1,2\n');
const LARGE = Buffer.alloc(3_000_001, 'Pitwall ');

let received: Promise<Request>;
let url: string;
let close: () => void;
beforeEach(async () => {
  let resolve: (request: Request) => void = () => {};
  received = new Promise((done) => {
    resolve = done;
  });
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      resolve(new Request('http://discord.test', { method: 'POST', headers, body: Buffer.concat(parts) }));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  close = () => server.close();
});
afterEach(() => close());

function formOf(...files: readonly (readonly [name: string, bytes: Buffer])[]): FormData {
  const form = new FormData();
  for (const [index, [name, bytes]] of files.entries())
    form.append(`files[${index}]`, new Blob([bytes], { type: 'text/csv' }), name);
  form.append('payload_json', '{"content":"Rennen"}');
  return form;
}

it('files arrive as they are, with their names and the length of it all', async () => {
  const body = formOf(['small.csv', SMALL], ['Rennen "Süd" 🏁.csv', LARGE]);
  expect((await makeRequest(url, { method: 'POST', body })).status).toBe(204);
  const request = await received;
  expect(Number(request.headers.get('content-length'))).toBeGreaterThan(LARGE.length);
  const [small, large, words, ...rest] = [...(await request.formData())];
  expect([small?.[0], large?.[0], words, rest]).toEqual([
    'files[0]',
    'files[1]',
    ['payload_json', '{"content":"Rennen"}'],
    [],
  ]);
  for (const [[, file] = [], name, bytes] of [
    [small, 'small.csv', SMALL],
    [large, 'Rennen "Süd" 🏁.csv', LARGE],
  ] as const) {
    if (!(file instanceof File)) throw new Error(`${name} is not a file`);
    expect([file.name, file.type, bytes.equals(Buffer.from(await file.arrayBuffer()))]).toEqual([
      name,
      'text/csv',
      true,
    ]);
  }
});

it('everything else has a turn while a large file is read', async () => {
  const body = formOf(['large.csv', LARGE]);
  const sent = makeRequest(url, { method: 'POST', body });
  const [, file] = [...body][0] ?? [];
  if (!(file instanceof File)) throw new Error('the file is gone');
  let turns = 0;
  const count = (): void => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  const seen: number[] = [];
  for await (const _ of file.stream()) seen.push(turns);
  clearImmediate(counting);
  await sent;
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(10);
});

it('a request without files is sent as it is', async () => {
  await makeRequest(url, { method: 'POST', body: '{"content":"hello"}' });
  expect(await (await received).text()).toBe('{"content":"hello"}');
});
