import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { nkeys } from '@nats-io/transport-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { NatsConfig } from '../../../src/config/fleet.ts';
import { natsSentences } from '../../../src/doctor/rows/nats.ts';
import { closeConnection, connectToNats } from '../../../src/fleet/nats/connect.ts';
import { lookAtNats } from '../../../src/fleet/nats/look.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { Authority, noOpenssl, type Signed } from './authority.ts';
import { configuration, NatsServer, noNats } from './natsServer.ts';

const missing = noNats ?? noOpenssl;
let authority: Authority;
let own: Signed;
const open: (() => Promise<unknown>)[] = [];

describe.skipIf(missing)(missing ?? 'over TLS with a private authority', () => {
  beforeAll(() => {
    authority = new Authority();
    own = authority.sign('nats', 'IP:127.0.0.1');
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function start(signed: Signed, more = ''): Promise<NatsConfig> {
    const { certFile, keyFile } = signed;
    const server = await NatsServer.start((port, directory) =>
      configuration(port, directory).replace(
        'jetstream {',
        `tls { cert_file: "${certFile}", key_file: "${keyFile}", timeout: 5${more} }\njetstream {`,
      ),
    );
    open.push(() => server.end('SIGKILL'));
    const url = server.url.replace('nats:', 'tls:');
    return { url, user: 'hub', password: 'hub-secret', caFile: authority.caFile };
  }

  async function connected(settings: NatsConfig): Promise<NatsConnection> {
    const connection = await connectToNats(settings);
    open.push(() => closeConnection(connection, systemClock));
    return connection;
  }
  const trouble = async (settings: NatsConfig) => (await lookAtNats(settings)).trouble;

  test('the hub and its edges connect, and the doctor has no complaint', async () => {
    const hub = await start(own);
    const edge = { ...hub, user: 'a', password: 'a-secret' };
    const [one, other] = [await connected(hub), await connected(edge)];
    const heard = new Promise((resolve) => {
      one.subscribe('pw.up.a.hello', { callback: (_, message) => resolve(message.string()) });
    });
    await one.flush();
    other.publish('pw.up.a.hello', 'over TLS');
    expect(await heard).toBe('over TLS');
    const facts = await lookAtNats(hub);
    expect(facts.isEncrypted).toBe(true);
    expect(natsSentences(facts).filter((each) => /plain text|certificate/.test(each))).toEqual([]);
  });

  test('an unknown authority is refused', async () => {
    const hub = await start(own);
    const told = natsSentences(await lookAtNats({ ...hub, caFile: undefined }));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^The certificate of NATS at tls:\S+ is not trusted: .*\. Set NATS_CA_FILE to the certificate of the authority that signed it/,
    );
  });

  test('a certificate with another name, or from another authority, is refused', async () => {
    const hub = await start(authority.sign('elsewhere', 'DNS:nats.example.org'));
    expect(await trouble(hub)).toMatchObject({ kind: 'certificate' });
    const strange = new Authority();
    const other = await start(strange.sign('nats', 'IP:127.0.0.1'));
    expect(await trouble(other)).toMatchObject({ kind: 'certificate' });
  });

  test('a NATS that verifies clients accepts certificates signed by the authority', async () => {
    const hub = await start(own, `, ca_file: "${authority.caFile}", verify: true`);
    expect((await trouble(hub)) === undefined).toBe(false);
    const { certFile, keyFile } = authority.sign('hub', 'DNS:hub');
    expect(await trouble({ ...hub, certificate: { certFile, keyFile } })).toBeUndefined();
  });

  test('an nkey file replaces the password', async () => {
    const pair = nkeys.createUser();
    const file = join(temporaryDirectory('nkey'), 'a.nk');
    writeFileSync(file, `${new TextDecoder().decode(pair.getSeed())}\n`);
    const server = await NatsServer.start((port, directory) =>
      configuration(port, directory).replace('user: a, password: "a-secret"', `nkey: ${pair.getPublicKey()}`),
    );
    open.push(() => server.end('SIGKILL'));
    const edge: NatsConfig = { url: server.url, user: 'a', credentialsFile: file };
    expect((await lookAtNats(edge, 'a')).trouble).toBeUndefined();
    expect((await connected(edge)).isClosed()).toBe(false);
    const stranger = nkeys.createUser();
    writeFileSync(file, new TextDecoder().decode(stranger.getSeed()));
    expect((await lookAtNats(edge, 'a')).trouble).toEqual({ kind: 'login' });
    writeFileSync(file, 'no seed');
    expect((await lookAtNats(edge, 'a')).trouble).toEqual({
      kind: 'file',
      why: `NATS_CREDENTIALS_FILE ${file} holds neither the seed of an nkey (SU and 56 letters) nor credentials of NATS.`,
    });
  });
});
