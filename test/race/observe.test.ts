import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';
import { said } from '../../src/race/observe/chat.ts';
import { emptyState } from '../../src/race/state.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { practiceBegins } from './packets.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

const guid = (n: number): string => `7656119790000000${n}`;
const told = () => opened.feed.events.splice(0);
const types = () => told().map(({ type }) => type);
const hear = (...packets: FromServer[]) => opened.feed.packets(packets);

const session = practiceBegins;
const answer = (changes: Partial<PacketOf<'newSession'>> = {}): PacketOf<'sessionInfo'> => ({
  ...session(changes),
  type: 'sessionInfo',
});
const race = { sessionIndex: 1, currentSessionIndex: 1, name: 'Race', sessionType: 3, timeMinutes: 0, laps: 5 };

const join = (carId: number, driverGuid: string, driverName = 'Elena'): PacketOf<'newConnection'> => ({
  type: 'newConnection',
  carId,
  driverGuid,
  driverName,
  carModel: 'abarth500',
  carSkin: 'red',
});
const info = (carId: number, driverGuid: string, isConnected = true): PacketOf<'carInfo'> => ({
  ...join(carId, driverGuid),
  type: 'carInfo',
  isConnected,
  driverTeam: '',
});
const lap = (carId: number, lapTimeMs: number): PacketOf<'lapCompleted'> => ({
  type: 'lapCompleted',
  carId,
  lapTimeMs,
  cuts: 0,
  leaderboard: [],
  gripLevel: 1,
});

describe('drivers and slots', () => {
  test('a driver joins, loads and leaves', () => {
    hear(session(), join(3, guid(1)), { type: 'clientLoaded', carId: 3 });
    expect(opened.feed.state().drivers.get(3)).toMatchObject({ guid: guid(1), loaded: true });
    hear({ ...join(3, guid(1)), type: 'connectionClosed' });
    expect(opened.feed.state().drivers.size).toBe(0);
    expect(types()).toEqual(['sessionStarted', 'driverJoined', 'driverLoaded', 'driverLeft']);
  });

  test('a join in a taken slot first lets the earlier driver leave', () => {
    hear(session(), join(3, guid(1)), join(3, guid(2)));
    expect(types()).toEqual(['sessionStarted', 'driverJoined', 'driverLeft', 'driverJoined']);
    expect(opened.feed.state().drivers.get(3)?.guid).toBe(guid(2));
  });

  test('a leave with another driver’s GUID does not empty the slot', () => {
    hear(session(), join(3, guid(1)), { ...join(3, guid(2)), type: 'connectionClosed' });
    expect(opened.feed.state().drivers.get(3)?.guid).toBe(guid(1));
  });

  test('drivers without a GUID are told apart by car id', () => {
    hear(session(), join(1, '0'), join(2, '0'));
    expect([...opened.feed.state().drivers.values()].map((driver) => driver.guid)).toEqual(['car:1', 'car:2']);
  });

  test('an answer that shows a loading driver as not connected removes nobody', () => {
    hear(session(), join(3, guid(1)), info(3, guid(1), false));
    expect(opened.feed.state().drivers.size).toBe(1);
  });

  test('an answer corrects missed joins and leaves, marked late', () => {
    hear(session(), join(3, guid(1)), { type: 'clientLoaded', carId: 3 });
    told();
    hear(info(3, guid(2)), info(4, guid(4)), info(3, guid(2), false));
    expect(told().map(({ type, late }) => [type, late])).toEqual([
      ['driverLeft', true],
      ['driverJoined', true],
      ['driverLoaded', true],
      ['driverJoined', true],
      ['driverLoaded', true],
      ['driverLeft', true],
    ]);
  });

  test('an unknown car is asked about, and its lap is kept under its car id', () => {
    hear(session(), lap(7, 90_000), { type: 'clientLoaded', carId: 8 });
    expect(opened.feed.asked).toEqual([7, 8]);
    expect(told().at(-1)).toMatchObject({ type: 'lapCompleted', driver: { carId: 7, guid: 'car:7' } });
  });

  test('a lap that arrives after its driver left still counts for the driver', () => {
    hear(session(), join(3, guid(1)), { ...join(3, guid(1)), type: 'connectionClosed' }, lap(3, 90_000));
    expect(told().at(-1)).toMatchObject({ type: 'lapCompleted', driver: { guid: guid(1) } });
  });
});

describe('the running session', () => {
  test('announced twice at first is one session', () => {
    hear(session());
    opened.feed.clock.advance(1211);
    hear(session());
    expect(types()).toEqual(['sessionStarted', 'sessionAdjusted']);
    expect(opened.feed.state().session?.ordinal).toBe(1);
  });

  test('announced again after a lap is a restart, and the old one is over', () => {
    hear(session(), join(3, guid(1)), lap(3, 90_000), session());
    expect(types()).toEqual(['sessionStarted', 'driverJoined', 'lapCompleted', 'sessionEnded', 'sessionStarted']);
    expect(opened.feed.state().session).toMatchObject({ ordinal: 2 });
    expect([...(opened.feed.state().session?.standings.values() ?? [])].map(({ laps }) => laps)).toEqual([[]]);
  });

  describe('the same race announced again', () => {
    const begins = () => told().flatMap((event) => (event.type === 'sessionStarted' ? [event.again] : []));
    const ends = () => opened.feed.events.flatMap((event) => (event.type === 'sessionEnded' ? [event.restarted] : []));
    const driven = (...laps: PacketOf<'lapCompleted'>[]) => hear(session(race), join(3, guid(1)), ...laps);
    /** The leaderboard that makes this lap the leader's last. */
    const flag: PacketOf<'lapCompleted'> = {
      ...lap(3, 90_000),
      leaderboard: [{ carId: 3, timeMs: 180_000, laps: 2, completed: 1 }],
    };

    test('before the leader’s flag is a restart', () => {
      driven(lap(3, 90_000), lap(3, 90_000));
      hear(session(race));
      expect(ends()).toEqual([true]);
      expect(begins()).toEqual([false, true]);
    });

    test.each([
      ['the server’s end of session', [lap(3, 90_000), { type: 'endSession', filename: 'results/R.json' } as const]],
      ['the flag on the leaderboard', [flag]],
      ['the full number of laps', [1, 2, 3, 4, 5].map(() => lap(3, 90_000))],
    ])('after %s is a new race', (_, packets: readonly FromServer[]) => {
      driven();
      hear(...packets);
      hear(session(race));
      expect(ends()).toEqual([undefined]);
      expect(begins()).toEqual([false, false]);
    });

    test('on AssettoServer is a restart unless the flag fell, as an end precedes every start', () => {
      const other = feedInDirectory(undefined, undefined, 'assettoserver');
      const run = (...packets: FromServer[]) => {
        other.feed.packets(packets);
        return other.feed.events.splice(0).flatMap((event) => (event.type === 'sessionStarted' ? [event.again] : []));
      };
      const end = { type: 'endSession', filename: '' } as const;
      expect(run(session(race), join(3, guid(1)), lap(3, 90_000))).toEqual([false]);
      expect(run(end, session(race))).toEqual([true]);
      expect(run(flag, end, session(race))).toEqual([false]);
      expect(run(end, session({ ...race, sessionIndex: 0, currentSessionIndex: 0 }))).toEqual([false]);
      other.remove();
    });
  });

  test('is not changed by an answer about another session', () => {
    hear(session(), answer({ sessionIndex: 1, name: 'Race', sessionType: 3 }));
    expect(types()).toEqual(['sessionStarted']);
  });

  test('is corrected by an answer if the start of a session was missed', () => {
    hear(session(), answer(race));
    expect(told().map(({ type, late }) => [type, late])).toEqual([
      ['sessionStarted', undefined],
      ['sessionEnded', true],
      ['sessionStarted', true],
    ]);
  });

  test('has restarted if an answer sets its clock far back; a clock ahead only adjusts it', () => {
    hear(session(), join(3, guid(1)), lap(3, 90_000));
    opened.feed.clock.advance(60_000);
    hear(answer({ elapsedMs: 52_000 }));
    hear(answer({ elapsedMs: 90_000 }));
    expect(types().slice(3)).toEqual(['sessionAdjusted']);
    hear(answer({ elapsedMs: 1000 }));
    expect(types()).toEqual(['sessionEnded', 'sessionStarted']);
  });

  test('may have index -1, which is 255 in the packet', () => {
    hear(session({ sessionIndex: 255, currentSessionIndex: 255 }), join(3, guid(1)), lap(3, 90_000));
    expect(opened.feed.state().session?.facts.index).toBe(255);
    expect(types()).toContain('lapCompleted');
  });

  test('has a negative time until the start', () => {
    hear(session({ ...race, elapsedMs: -60_000 }));
    opened.feed.clock.advance(1000);
    hear(join(3, guid(1)));
    expect(told().at(-1)).toMatchObject({ type: 'driverJoined', sessionMs: -59_000, session: 1, run: 1 });
  });

  test('is forgotten with all drivers at the version packet of a new process, which begins a new run', () => {
    hear({ type: 'version', protocolVersion: 4 }, session(), join(3, guid(1)));
    expect(opened.feed.state().run).toBe(1);
    hear({ type: 'version', protocolVersion: 4 });
    expect(opened.feed.state()).toMatchObject({ run: 2 });
    expect(opened.feed.state().drivers.size).toBe(0);
  });
});

describe('chat', () => {
  const say = (message: string) => hear({ type: 'chat', carId: 3, message });

  test('is emitted with its driver', () => {
    hear(session(), join(3, guid(1)));
    say('  hello ');
    expect(told().at(-1)).toMatchObject({ type: 'chat', text: 'hello', driver: { guid: guid(1) } });
  });

  test.each(['/admin hunter2', ' /admin hunter2', '/kick 3', 'admin hunter2', 'ADMIN hunter2', '!kick 3', '', '   '])(
    'leaves out the command or empty line "%s"',
    (line) => {
      hear(session(), join(3, guid(1)));
      told();
      say(line);
      expect(told()).toEqual([]);
    },
  );

  test.each([
    'PLP: Cut the track on lap 3|Elena',
    'plp: Cut the track on lap 3|Elena',
    'Car Damage - | Front 4 | Rear 0',
    'Penalty Applied,5,99999999999999999,Ballast,admin,5,9,20',
    'DRS Enabled',
    'Infraction,3,55555555555555555,0,1,3,5',
  ])('leaves out the app’s line "%s"', (line) => {
    hear(session(), join(3, guid(1)));
    told();
    say(line);
    expect(told()).toEqual([]);
  });

  test.each([
    'my app says PLP: what is that',
    'Car Damage is heavy',
    'Infraction, what infraction',
    'DRS Enabled, go!',
  ])('keeps the line "%s"', (line) => {
    hear(session(), join(3, guid(1)));
    say(line);
    expect(told().at(-1)).toMatchObject({ type: 'chat', text: line });
  });

  test('is filtered by the configured prefixes instead of the default ones', () => {
    const elena = { carId: 3, guid: guid(1), name: 'Elena' };
    const filtered = (text: string, chatFilter?: readonly string[]) =>
      said(elena, text, { at: 0, state: emptyState(1), redact: String, askAbout: () => {}, chatFilter }).length === 0;
    expect([filtered('PLP: x'), filtered('#app x')]).toEqual([true, false]);
    expect([filtered('PLP: x', ['#APP']), filtered('#app x', ['#APP'])]).toEqual([false, true]);
    expect(filtered('DRS Enabled', [])).toBe(true);
  });

  test('has the password removed from ordinary words', () => {
    hear(session(), join(3, guid(1)));
    say('my password is hunter2 by the way');
    expect(told().at(-1)).toMatchObject({ text: 'my password is [redacted] by the way' });
  });
});
