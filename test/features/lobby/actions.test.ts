import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LobbyReply, Registration } from '../../../src/acserver/lobby.ts';
import type { SessionFacts } from '../../../src/events/events.ts';
import {
  type LobbyKnowledge,
  lobbyActions,
  type RegistrationParts,
  register,
} from '../../../src/features/lobby/actions.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { feedInDirectory } from '../../fakes/feed.ts';

const registration: Registration = {
  name: 'Friday GT3',
  udpPort: 9600,
  tcpPort: 9601,
  maxClients: 24,
  track: 'spa',
  cars: ['bmw_z4_gt3'],
  sunAngle: 0,
  sessions: [{ type: 3, duration: 12 }],
  hasPassword: false,
  pickup: true,
  autoclutch: false,
  abs: 1,
  tractionControl: 1,
  stability: false,
  legalTyres: '',
  fixedSetup: false,
  timedRace: false,
  extraLap: false,
  pitWindow: false,
  reversedGridPositions: 0,
};

const facts: SessionFacts = {
  index: 0,
  kind: 'practice',
  name: 'Practice',
  minutes: 10,
  laps: 0,
  track: 'spa',
  layout: 'short',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 25,
  weather: '3_clear',
};

let opened: ReturnType<typeof feedInDirectory>;
let called: string[];
beforeEach(() => {
  opened = feedInDirectory();
  called = [];
});
afterEach(() => opened.remove());

const answering = (reply: LobbyReply | Error) => async (url: string) => {
  called.push(url);
  if (reply instanceof Error) throw reply;
  return reply;
};
const parts = (more: Partial<RegistrationParts> = {}): RegistrationParts => ({
  id: 'gt3',
  host: 'lobby.test:80',
  state: () => opened.feed.state(),
  isRunning: () => true,
  registration: () => registration,
  notice: (body) => opened.feed.notice(body),
  call: answering({ ok: true, text: 'OK,1,8081' }),
  closing: new AbortController().signal,
  ...more,
});
const actions = (more: Partial<RegistrationParts> = {}, known: Partial<LobbyKnowledge> = {}) =>
  lobbyActions(parts(more), {
    now: () => opened.feed.clock.now(),
    heartbeat: () => undefined,
    nextAttemptAt: () => undefined,
    ...known,
  });
const told = () => opened.feed.events.map(({ type, ...rest }) => ({ type, ...('by' in rest ? { by: rest.by } : {}) }));

describe('lobby info', () => {
  it('says that the server is set not to register', () => {
    expect(actions({ registration: () => undefined }).info()).toEqual({ server: 'gt3', standing: 'off' });
  });

  it('says that the server is not running', () => {
    const info = actions({ isRunning: () => false }).info();
    expect(info).toEqual({ server: 'gt3', standing: 'stopped' });
  });

  it('is unknown before any answer from the lobby', () => {
    expect(actions().info().standing).toBe('unknown');
  });

  it('shows since when, the last heartbeat and both URLs for the current session', () => {
    const at = opened.feed.clock.now();
    opened.feed.notice({ type: 'sessionStarted', facts: { ...facts, zeroAt: at }, again: false });
    opened.feed.notice({ type: 'lobbyRegistered', by: 'server' });
    opened.feed.clock.advance(90_000);
    const heartbeat = { at: at + 60_000, ok: true, text: 'OK' };
    expect(actions({}, { heartbeat: () => heartbeat }).info()).toEqual({
      server: 'gt3',
      standing: 'registered',
      since: at,
      heartbeat,
      urls: {
        register: expect.stringMatching(/^http:\/\/lobby\.test:80\/lobby\.ashx\/register\?.*&track=spa-short&/),
        ping: 'http://lobby.test:80/lobby.ashx/ping?session=1&timeleft=510&port=9600&clients=0&track=spa-short&pickup=1',
      },
    });
  });

  it('shows when Pitwall tries again', () => {
    opened.feed.notice({ type: 'lobbyLost', answer: 'ERROR,NOT REGISTERED' });
    expect(actions({}, { nextAttemptAt: () => 5 }).info()).toMatchObject({
      standing: 'lost',
      answer: 'ERROR,NOT REGISTERED',
      nextAttemptAt: 5,
    });
  });
});

describe('lobby restart', () => {
  it("registers the server as it runs and returns the lobby's reply", async () => {
    const result = await actions().restart();
    expect(result).toMatchObject({ standing: 'registered', reply: { ok: true, text: 'OK,1,8081' } });
    expect(called).toHaveLength(1);
    expect(called[0]).toMatch(
      /^http:\/\/lobby\.test:80\/lobby\.ashx\/register\?name=Friday\+GT3&port=9600&tcp_port=9601&/,
    );
    expect(told()).toEqual([{ type: 'lobbyRegistered', by: 'pitwall' }]);
  });

  it('leaves the server registered if the lobby refuses', async () => {
    opened.feed.notice({ type: 'lobbyRegistered', by: 'server' });
    const refused = { ok: false, text: 'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS' };
    const result = await actions({ call: answering(refused) }).restart();
    expect(result).toMatchObject({ standing: 'registered', answer: refused.text, reply: refused });
    expect(told().at(-1)).toEqual({ type: 'lobbyFailed', by: 'pitwall' });
  });

  it('fails, and records the failure, if the lobby does not answer', async () => {
    const silent = parts({ call: answering(new UserError('The lobby did not answer within 10 s.')) });
    await expect(register(silent, 3)).rejects.toThrow('The lobby did not answer within 10 s.');
    expect(opened.feed.events).toMatchObject([
      { type: 'lobbyFailed', by: 'pitwall', attempt: 3, answer: 'The lobby did not answer within 10 s.' },
    ]);
    expect(opened.feed.state().lobby?.standing).toBe('failed');
  });

  it.each([
    ['the server is set not to register', { registration: () => undefined }, 'REGISTER_TO_LOBBY is 0'],
    ['the server is not running', { isRunning: () => false }, 'gt3 is not running'],
  ])('does not call the lobby if %s', async (_, more, sentence) => {
    await expect(actions(more).restart()).rejects.toThrow(sentence);
    expect(called).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('publishes no failure if Pitwall is closing', async () => {
    const closing = new AbortController();
    const call = async () => {
      closing.abort();
      throw new UserError('The lobby cannot be reached (aborted).');
    };
    await expect(register(parts({ call, closing: closing.signal }), 1)).rejects.toThrow(UserError);
    expect(told()).toEqual([]);
  });
});
