import { describe, expect, it } from 'vitest';
import { GUEST_LIMITS } from '../../src/websocket/guests.ts';
import { openRig } from './rig.ts';

const tokens = { admin: 'admin-token' };
const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('clients without a token', () => {
  it('get only a few places and take none from clients with a token', async () => {
    const { connect } = await openRig({ tokens });
    const guests = Array.from({ length: GUEST_LIMITS.guestsOfAddress }, () => connect());
    await Promise.all(guests.map((guest) => guest.opened()));
    for (let more = 0; more < 60; more += 1) expect((await connect().refused()).status).toBe(503);
    for (let holders = 0; holders < 64; holders += 1) {
      expect(await connect(withToken('admin-token')).next()).toHaveProperty('data.msg');
    }
    expect((await connect(withToken('admin-token')).refused()).status).toBe(503);
  });

  it('free their place once they authenticate', async () => {
    const { connect } = await openRig({ tokens });
    for (let client = 0; client < 2 * GUEST_LIMITS.guestsOfAddress; client += 1) {
      const guest = connect();
      await guest.opened();
      expect(await guest.ask('auth admin-token')).toHaveProperty('data.msg');
    }
  });
});

describe('wrong tokens', () => {
  it.each(['auth', 'logon', 'header'] as const)(
    'sent by %s are limited per minute and logged without the token',
    async (how) => {
      const { connect, clock, warned } = await openRig({ tokens });
      const guess = async (token: string) => {
        if (how === 'header') return connect(withToken(token)).refused();
        const client = connect();
        await client.opened();
        return client.ask(how === 'auth' ? `auth ${token}` : `logon: {"password":"${token}"}`);
      };
      for (let tries = 0; tries < GUEST_LIMITS.guesses; tries += 1) await guess(`wrong-${tries}`);
      expect(JSON.stringify(await guess('admin-token'))).toMatch(/Too many wrong tokens/);
      expect(warned).toHaveLength(GUEST_LIMITS.guesses);
      expect(warned[0]).toMatchObject({ address: '127.0.0.1', withinAMinute: 1 });
      expect(JSON.stringify(warned)).not.toContain('wrong-');
      clock.advance(GUEST_LIMITS.guessingMs + 1);
      expect(await connect(withToken('admin-token')).next()).toHaveProperty('data.msg');
    },
  );
});
