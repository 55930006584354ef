/** Every mistake with NATS, made with a real one, and the sentence that reports it. */
import { createServer, type Server, type Socket } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterEach, describe, expect, test } from 'vitest';
import type { NatsConfig } from '../../../src/config/fleet.ts';
import { natsSentences } from '../../../src/doctor/rows/nats.ts';
import { closeConnection } from '../../../src/fleet/nats/connect.ts';
import { lookAtNats } from '../../../src/fleet/nats/look.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { freePort } from '../../ports.ts';
import { configuration, NatsServer, noNats } from './natsServer.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(write = configuration): Promise<NatsServer> {
  const server = await NatsServer.start(write);
  open.push(() => server.end('SIGKILL'));
  return server;
}

const asHub = ({ url }: { readonly url: string }): NatsConfig => ({ url, user: 'hub', password: 'hub-secret' });
const asEdge = ({ url }: { readonly url: string }): NatsConfig => ({ url, user: 'a', password: 'a-secret' });

/** Debian 12 has 2.9. What is said about that is a separate matter. */
const OLD = /^NATS 2\.9\.\d+ /;
async function sentences(settings: NatsConfig, edge?: string): Promise<readonly string[]> {
  const all = natsSentences(await lookAtNats(settings, edge));
  return all.filter((each) => !OLD.test(each) && !each.startsWith('It is not known whether NATS writes'));
}

/** Sends a text to every client that connects. */
async function listener(text: string | undefined, answer?: (said: string) => string): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (text !== undefined) socket.write(text);
    socket.on('data', (said) => {
      if (answer) socket.write(answer(String(said)));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push(() => {
    // A client that gave up waiting leaves its end open.
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `nats://127.0.0.1:${port}`;
}

async function hubMakesStream(
  server: NatsServer,
  more: { readonly max_bytes?: number; readonly discard?: 'old' | 'new' } = {},
) {
  const connection = await server.as('hub');
  open.push(() => closeConnection(connection, systemClock));
  const manager = await jetstreamManager(connection);
  await manager.streams.add({
    name: 'PW_EV',
    subjects: ['pw.ev.*'],
    discard: 'new',
    max_bytes: 1_000_000,
    ...more,
  } as Parameters<typeof manager.streams.add>[0]);
  return manager;
}

describe.skipIf(noNats)(noNats ?? 'the doctor on NATS', () => {
  test('finds nothing wrong with the setup of docs/fleet.md', async () => {
    const server = await start();
    await hubMakesStream(server);
    expect(await sentences(asHub(server))).toEqual([]);
    expect(await sentences(asEdge(server), 'a')).toEqual([]);
  });

  test('reports an edge started before its hub', async () => {
    const server = await start();
    expect(await sentences(asHub(server))).toEqual([]);
    expect(await sentences(asEdge(server), 'a')).toEqual([
      'There is no stream PW_EV yet: what happens waits at the edges. Start the hub once; it makes the stream.',
    ]);
  });

  test('reports an address where nothing listens, one that is not found and one that is silent', async () => {
    const url = `nats://127.0.0.1:${await freePort()}`;
    expect(await sentences(asHub({ url }))).toEqual([
      `Nothing listens at ${url}. Start nats-server there, or set NATS_URL to where it listens.`,
    ]);
    const [unknown = ''] = await sentences(asHub({ url: 'nats://nats.invalid:4222' }));
    expect(unknown).toMatch(/^NATS is not found at nats:\/\/nats\.invalid:4222: getaddrinfo .* Set NATS_URL to /);
    const silent = await listener(undefined);
    expect(await sentences(asHub({ url: silent }))).toEqual([
      `Nothing answers at ${silent}. Open its port in the firewalls on the way, or correct NATS_URL.`,
    ]);
  });

  test('reports an address where something else answers', async () => {
    const url = await listener('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await sentences(asHub({ url }))).toEqual([
      `What answers at ${url} is no NATS. Set NATS_URL to where nats-server listens, such as port 4222.`,
    ]);
  });

  test('reports a wrong password and an unknown user', async () => {
    const server = await start();
    expect(await sentences({ ...asHub(server), password: 'wrong' })).toEqual([
      'NATS does not take the password of the user hub. Set NATS_PASSWORD (or NATS_CREDENTIALS_FILE) to what nats-server.conf says of hub, and reload NATS after a change.',
    ]);
    expect(await sentences({ ...asEdge(server), user: 'monza' }, 'monza')).toEqual([
      'NATS does not take the password of the user monza. Set NATS_PASSWORD (or NATS_CREDENTIALS_FILE) to what nats-server.conf says of monza, and reload NATS after a change.',
    ]);
  });

  test('reports missing TLS, without sending the password', async () => {
    const server = await start();
    const url = server.url.replace('nats:', 'tls:');
    expect(await sentences(asHub({ url }))).toEqual([
      `NATS at ${url} has no TLS. Add tls { cert_file, key_file } to nats-server.conf (docs/fleet.md).`,
    ]);
  });

  test('reports a missing CA file', async () => {
    const server = await start();
    const [told = ''] = await sentences({ ...asHub(server), caFile: '/nowhere/ca.pem' });
    expect(told).toMatch(/^NATS_CA_FILE \/nowhere\/ca\.pem cannot be read: .*\. Correct that path/);
  });

  test('reports a version that is too old', async () => {
    const info = { server_id: 'x', version: '2.9.3', headers: true, max_payload: 1_048_576, proto: 1 };
    const url = await listener(`INFO ${JSON.stringify(info)}\r\n`, (said) => (/PING/.test(said) ? 'PONG\r\n' : ''));
    const all = natsSentences(await lookAtNats(asEdge({ url }), 'a'));
    expect(all).toContain('NATS 2.9.3 is too old: Pitwall needs 2.9.4. Install nats-server 2.10.23 or newer.');
  });

  test('reports missing JetStream', async () => {
    const server = await start((port, directory) =>
      configuration(port, directory)
        .replace('jetstream: enabled', '')
        .replace(/^jetstream .*$/m, ''),
    );
    expect(await sentences(asHub(server))).toEqual([
      'NATS has no JetStream for this account: nothing is kept for the hub there. Set jetstream { store_dir: "/var/lib/pitwall-nats" } in nats-server.conf, and jetstream: enabled in the account.',
    ]);
  });

  test('reports a hub without the rights for JetStream', async () => {
    const server = await start((port, directory) => configuration(port, directory).replace(', "$JS.API.>"', ''));
    expect(await sentences(asHub(server))).toEqual([
      'The user hub may not use JetStream. Add "$JS.API.>" to the subjects that hub may publish in nats-server.conf.',
    ]);
  });

  test.each([
    ['"pw.ev.a", ', 'The user a may not publish to pw.ev.a. Add "pw.ev.a" to publish of a in nats-server.conf.'],
    ['"pw.up.a.>", ', 'The user a may not publish to pw.up.a.>. Add "pw.up.a.>" to publish of a in nats-server.conf.'],
    [
      '"pw.cmd.a.>", ',
      'The user a may not subscribe to pw.cmd.a.>. Add "pw.cmd.a.>" to subscribe of a in nats-server.conf.',
    ],
    [
      '"pw.hub.all", ',
      'The user a may not subscribe to pw.hub.all. Add "pw.hub.all" to subscribe of a in nats-server.conf.',
    ],
  ])('reports an edge without the right %s', async (left, told) => {
    const server = await start((port, directory) => configuration(port, directory).replace(left, ''));
    await hubMakesStream(server);
    expect(await sentences(asEdge(server), 'a')).toEqual([told]);
  });

  test.each([
    ['"pw.cmd.>", ', 'The user hub may not publish to pw.cmd.>. Add "pw.cmd.>" to publish of hub in nats-server.conf.'],
    [
      '"pw.up.>", ',
      'The user hub may not subscribe to pw.up.>. Add "pw.up.>" to subscribe of hub in nats-server.conf.',
    ],
  ])('reports a hub without the right %s', async (left, told) => {
    const server = await start((port, directory) => configuration(port, directory).replace(left, ''));
    expect(await sentences(asHub(server))).toEqual([told]);
  });

  test('reports an edge without any restrictions', async () => {
    const server = await start((port, directory) =>
      configuration(port, directory).replace(
        /(user: a, password: "a-secret"), permissions: \{[\s\S]*?"15m" \} \}/,
        '$1',
      ),
    );
    await hubMakesStream(server);
    expect(await sentences(asEdge(server), 'a')).toEqual([
      'The user a hears what is said to other edges, and may speak in their place. Give a permissions of its own in nats-server.conf (docs/fleet.md).',
    ]);
  });

  test('reports a full stream, and one that drops old messages', async () => {
    const server = await start();
    const manager = await hubMakesStream(server, { max_bytes: 2_000_000 });
    const edge = await server.as('a');
    open.push(() => closeConnection(edge, systemClock));
    const batch = JSON.stringify({ segment: 's', from: 1, rows: [{ kind: 'event', body: 'x'.repeat(20_000) }] });
    const refused = async () => {
      const answer = await edge.request('pw.ev.a', batch, { timeout: 3000 });
      return answer.json<{ error?: { err_code: number } }>().error?.err_code;
    };
    let code: number | undefined;
    for (let each = 0; each < 200 && code === undefined; each += 1) code = await refused();
    expect(code).toBe(10_077);
    expect(await sentences(asHub(server))).toEqual([
      'The stream PW_EV is full (2 of 2 MB): what happens waits at the edges. Start the hub, which reads it; if it runs, "nats stream purge PW_EV" makes room, and the edges send again.',
    ]);
    await manager.streams.purge('PW_EV');
    await manager.streams.update('PW_EV', { discard: 'old' } as Parameters<typeof manager.streams.update>[1]);
    expect(await sentences(asHub(server))).toEqual([
      'The stream PW_EV drops the oldest where it is full. Set it with "nats stream edit PW_EV --discard new": it then waits at the edges.',
    ]);
  });

  test('reports a foreign message on the subject of an edge', async () => {
    const server = await start();
    await hubMakesStream(server);
    const edge = await server.as('a');
    open.push(() => closeConnection(edge, systemClock));
    await edge.request('pw.ev.a', 'hello?', { timeout: 3000 });
    expect(await sentences(asHub(server))).toEqual([
      'The newest message on pw.ev.a is none of an edge; it was passed over. Find out who else may publish to pw.ev.a in nats-server.conf.',
    ]);
  });

  test('reports a NATS that confirms messages before they are on disk', async () => {
    const server = await start();
    const facts = await lookAtNats({ ...asHub(server), doctorPassword: 'doctor-secret' });
    expect(facts.isSynced).toBe(false);
    const { version = '' } = facts;
    const told = natsSentences(facts).filter((each) => each.includes('before they are on the disk'));
    expect(told).toEqual([
      version.startsWith('2.9.')
        ? `NATS ${version} confirms messages before they are on the disk, and cannot be configured otherwise. Install nats-server 2.10.23 or newer, and set sync_interval: always in its jetstream { }. Until then edges send again what a power cut takes.`
        : 'NATS confirms messages before they are on the disk. Set sync_interval: always in jetstream { } of nats-server.conf. Until then edges send again what a power cut takes.',
    ]);
    const wrong = await lookAtNats({ ...asHub(server), doctorPassword: 'wrong' });
    expect(wrong.doctorTrouble).toEqual({ kind: 'login' });
  });

  test('leaves nothing in the stream', async () => {
    const server = await start();
    const manager = await hubMakesStream(server);
    await lookAtNats(asEdge(server), 'a');
    await lookAtNats(asHub(server));
    expect((await manager.streams.info('PW_EV')).state.messages).toBe(0);
  });
});
