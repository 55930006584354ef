import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { lobbyCaller } from '../../../src/acserver/lobby/call.ts';
import { FakeClock } from '../../fakes/clock.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A lobby on its own port, and the requests it received. */
async function lobby(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/lobby.ashx/register?name=x`, asked };
}

const never = new AbortController().signal;
const call = (url: string, clock = new FakeClock(), closing = never) => lobbyCaller(clock)(url, closing);

describe('a call to the lobby', () => {
  it('returns the reply', async () => {
    const { url, asked } = await lobby((_, response) => response.end('OK,47949312,8081'));
    expect(await call(url)).toEqual({ ok: true, text: 'OK,47949312,8081' });
    expect(asked.map(({ method, url: path }) => [method, path])).toEqual([['GET', '/lobby.ashx/register?name=x']]);
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await lobby((_, response) => response.end('OK,1,2'));
    const { url } = await lobby((_, response) => response.writeHead(302, { location: elsewhere.url }).end());
    await expect(call(url)).rejects.toThrow('The lobby answered with the HTTP status 302.');
    expect(elsewhere.asked).toEqual([]);
  });

  it('fails for an error page', async () => {
    const { url } = await lobby((_, response) => response.writeHead(500).end('OK,1,2'));
    await expect(call(url)).rejects.toThrow('The lobby answered with the HTTP status 500.');
  });

  it('reads only the beginning of an endless body', async () => {
    let closed = () => {};
    const end = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { url } = await lobby((_, response) => {
      const flood = () => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', flood).on('close', closed);
      flood();
    });
    expect(await call(url)).toEqual({ ok: false, text: 'an answer that is none of the lobby' });
    await end;
  });

  it('gives up after ten seconds, even in the middle of a reply', async () => {
    const clock = new FakeClock();
    const { url } = await lobby((_, response) => {
      response.write('OK,');
      setImmediate(() => clock.advance(10_000));
    });
    await expect(call(url, clock)).rejects.toThrow('The lobby did not answer within 10 s.');
  });

  it('says so if the lobby cannot be reached', async () => {
    const { url } = await lobby(() => {});
    servers.at(-1)?.close();
    await expect(call(url)).rejects.toThrow('The lobby cannot be reached (ECONNREFUSED).');
  });

  it('is cancelled when Pitwall closes', async () => {
    const closing = new AbortController();
    const { url } = await lobby(() => closing.abort());
    await expect(call(url, new FakeClock(), closing.signal)).rejects.toThrow('The lobby cannot be reached');
  });
});
