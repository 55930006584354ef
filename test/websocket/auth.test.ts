import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/kit/errors.ts';
import { createAccess } from '../../src/websocket/auth.ts';
import { CONNECTION_LIMITS } from '../../src/websocket/connection.ts';
import { appOf } from '../fakes/app.ts';
import { driverRow, fakeServer, openRig } from './rig.ts';

const tokens = { admin: 'admin-token', steward: 'steward-token', driver: 'driver-token' };
const WELCOME = /^Welcome to the Assetto Corsa WebSocket server version 0\.1\.0 running at 127\.0\.0\.1:\d+$/;
const welcome = { data: { msg: expect.stringMatching(WELCOME) } };

describe('access control', () => {
  it('knows each token and gives the highest role to a token set twice', () => {
    const access = createAccess({ ...tokens, steward: 'admin-token' }, '0.0.0.0');
    expect(['admin-token', 'driver-token', 'steward-token'].map(access.roleOf)).toEqual(['admin', 'driver', undefined]);
  });

  it('knows the named owner of a token', () => {
    const access = createAccess({ steward: 'steward-token' }, '127.0.0.1', { steward: '1', admin: '2' });
    expect([access.ownerOf('steward'), access.ownerOf('admin'), access.ownerOf('driver')]).toEqual([
      '1',
      undefined,
      undefined,
    ]);
  });

  it.each(['', 'admin-toke', 'admin-token ', 'undefined'])('does not accept %j as a token', (token) => {
    expect(createAccess(tokens, '127.0.0.1').roleOf(token)).toBeUndefined();
    expect(createAccess({ admin: 'admin-token', driver: '' }, '127.0.0.1').roleOf(token)).toBeUndefined();
  });

  it.each(['127.0.0.1', 'localhost', '::1'])('is open as admin on %s without a token', (host) => {
    expect(createAccess({}, host).openAs).toBe('admin');
    expect(createAccess({ admin: '' }, host).openAs).toBe('admin');
    expect(createAccess({ driver: 'driver-token' }, host).openAs).toBeUndefined();
  });

  it.each(['0.0.0.0', '::', '', '192.168.1.5', 'localhost.example.org', '127.0.0.1.example.org'])(
    'refuses to open on %j without a token',
    (host) => {
      expect(() => createAccess({}, host)).toThrow(UserError);
      expect(() => createAccess({}, host)).toThrow('set WEBSOCKET_ADMIN_TOKEN');
      expect(createAccess({ driver: 'driver-token' }, host).openAs).toBeUndefined();
    },
  );
});

describe('authentication', () => {
  const drivers = [driverRow({})];
  const open = () => openRig({ tokens, app: appOf(fakeServer({ drivers })) });

  it('accepts a token in the Authorization header', async () => {
    const client = (await open()).connect({ headers: { authorization: 'Bearer steward-token' } });
    expect(await client.next()).toEqual(welcome);
    expect(await client.ask('server stop')).toEqual({
      error: { msg: '"server stop" is for admins; your role here is steward.' },
    });
  });

  it('accepts a token in the first line and answers with its request id', async () => {
    const client = (await open()).connect();
    await client.opened();
    expect(await client.ask('@1 auth admin-token')).toEqual({ id: '1', ...welcome });
    expect(await client.ask('server stop')).toEqual({ data: { msg: 'Assetto Corsa server stopped' } });
  });

  it('accepts a token as the password of a logon', async () => {
    const client = (await open()).connect();
    await client.opened();
    expect(await client.ask('logon: {"username":"x","password":"driver-token","protocol":"0.3"}')).toEqual(welcome);
    expect(await client.ask('server sessions')).toEqual({ data: { sessions: {} } });
  });

  it('lets a client change its role later', async () => {
    const client = (await open()).connect({ headers: { authorization: 'Bearer driver-token' } });
    await client.next();
    expect(await client.ask('auth admin-token')).toEqual({ data: { msg: 'You are admin here.' } });
    const blank = 'logon: {"username":"x","password":"","protocol":"0.3"}';
    expect(await client.ask(blank)).toEqual({ data: { msg: 'You are admin here.' } });
  });

  it('is required before anything is answered or pushed', async () => {
    const { connect, publish } = await open();
    const client = connect();
    await client.opened();
    publish({ type: 'driverLeft', driver: { carId: 0, guid: '1', name: 'Ada' } });
    const sentence = expect.stringMatching(/^Authenticate first: /);
    for (const line of ['server info', 'help', 'subscribe', '', 'confirm x']) {
      expect(await client.ask(line)).toEqual({ error: { msg: sentence } });
    }
  });

  it.each(['auth wrong-token', 'auth', 'auth ""', 'logon: {"password":"wrong-token"}', 'logon: {}'])(
    'refuses %j and closes the connection',
    async (line) => {
      const client = (await open()).connect();
      await client.opened();
      client.send(line);
      client.send('auth admin-token');
      expect(await client.next()).toHaveProperty('error.msg');
      expect(await client.closed()).toEqual({ code: 1008, reason: 'Not authenticated.' });
      expect(client.unread()).toBe(0);
    },
  );

  it.each(['Bearer wrong-token', 'Bearer', 'Bearer ', 'Basic YWRtaW46YWRtaW4tdG9rZW4=', 'admin-token', ''])(
    'refuses the header %j with 401',
    async (authorization) => {
      const client = (await open()).connect({ headers: { authorization } });
      expect((await client.refused()).status).toBe(401);
    },
  );

  it('closes a connection that stays silent for ten seconds', async () => {
    const { connect, clock } = await open();
    const [silent, known] = [connect(), connect()];
    await Promise.all([silent.opened(), known.opened()]);
    await known.ask('auth admin-token');
    clock.advance(CONNECTION_LIMITS.authenticationMs);
    expect(await silent.closed()).toEqual({ code: 1008, reason: 'Not authenticated in time.' });
    expect(await known.ask('server sessions')).toEqual({});
  });

  it('is not needed if no token is set', async () => {
    const rig = await openRig();
    const client = rig.connect({ headers: { authorization: 'Bearer whatever' } });
    expect(await client.next()).toEqual(welcome);
    expect(await client.ask('auth whatever')).toEqual({ data: { msg: 'No token is needed here.' } });
    expect(await client.ask('server stop')).toHaveProperty('data');
  });
});

describe('a web page', () => {
  it.each([
    'http://localhost:3000',
    'http://localhost',
    'http://127.0.0.1:9999',
    'http://127.0.0.1',
    'https://[::1]:8443',
    'http://evil.example',
    'https://localhost.evil.example',
    'null',
    'file://',
    '',
    'http://127.0.0.1.evil.example',
  ])('is refused from the origin %j', async (origin) => {
    const rig = await openRig();
    expect(await rig.connect({ headers: { origin } }).refused()).toEqual({
      status: 403,
      text: 'Pages of another origin may not connect.',
    });
  });

  it('may connect from the origin of the server', async () => {
    const rig = await openRig();
    expect(await rig.connect({ origin: `http://${rig.address}` }).next()).toEqual(welcome);
  });

  it.each(['evil.example', 'evil.example:80', 'localhost.evil.example', '192.168.1.5', '[::2]:1'])(
    'is refused under the foreign host name %s, even if the origin matches',
    async (host) => {
      const rig = await openRig();
      const { status } = await rig.connect({ headers: { host, origin: `http://${host}` } }).refused();
      expect(status).toBe(403);
    },
  );

  it.each(['LOCALHOST:8765', '[::1]', '127.0.0.1:1'])('is accepted under the host name %s', async (host) => {
    const rig = await openRig();
    expect(await rig.connect({ headers: { host } }).next()).toEqual(welcome);
  });

  it('may connect with a token to a server open to other hosts, but only from its own origin', async () => {
    const rig = await openRig({ host: '0.0.0.0', tokens });
    const headers = { host: 'race.example:8765', authorization: 'Bearer admin-token' };
    const client = rig.connect({ headers: { ...headers, origin: 'http://race.example:8765' } });
    expect(await client.next()).toHaveProperty('data.msg');
    const foreign = rig.connect({ headers: { ...headers, origin: 'http://other.example:8765' } });
    expect((await foreign.refused()).status).toBe(403);
  });

  it('gets 426 for plain HTTP', async () => {
    const rig = await openRig();
    const asked = request(`http://${rig.address}/`).end();
    const status = await new Promise((resolve) => asked.on('response', (response) => resolve(response.statusCode)));
    expect(status).toBe(426);
  });
});

describe('the same line from different clients', () => {
  const guid = '76561198000000007';
  const seenBy = async (client: ReturnType<Awaited<ReturnType<typeof openRig>>['connect']>) =>
    JSON.stringify(await client.ask('server drivers'));

  it('is answered according to the current role of each client', async () => {
    const rig = await openRig({ tokens, app: appOf(fakeServer({ drivers: [driverRow({ guid })] })) });
    const as = async (token: string) => {
      const client = rig.connect({ headers: { authorization: `Bearer ${token}` } });
      await client.next();
      return client;
    };
    const [driver, steward] = [await as('driver-token'), await as('steward-token')];
    for (let time = 0; time < 3; time += 1) {
      expect(await seenBy(driver)).not.toContain(guid);
      expect(await seenBy(steward)).toContain(guid);
    }
    await driver.ask('auth steward-token');
    expect(await seenBy(driver)).toContain(guid);
    await steward.ask('auth driver-token');
    expect(await seenBy(steward)).not.toContain(guid);
  });
});
