import { beforeEach, describe, expect, test } from 'vitest';
import { FeedRig } from './feedRig.ts';
import { chat, contact, elena, GUID, lap, line, practice, race } from './witnesses.ts';

const rig = new FeedRig();
const { hear, read, catchUp, told, types, begun, killed } = rig;

describe('a feed that starts again after a kill', () => {
  test('emits nothing twice, and emits what it missed late and in order', () => {
    begun();
    hear(lap(90_000), chat('hello'));
    killed();
    catchUp(
      line.lap(90_000),
      line.chat('hello'),
      line.lap(91_000),
      line.saved,
      line.race,
      line.lap(92_000),
      line.chat('back?'),
      line.left,
    );
    expect(told().map(({ type, session, late }) => [type, session, late])).toEqual([
      ['lapCompleted', 1, true],
      ['sessionEnded', 1, true],
      ['sessionStarted', 2, true],
      ['lapCompleted', 2, true],
      ['chat', 2, true],
      ['driverLeft', 2, true],
    ]);
  });

  test('first emits the log lines that were still waiting for their datagram', () => {
    begun();
    read(line.chat('hello'));
    killed();
    catchUp();
    expect(types()).toEqual(['chat']);
  });

  test('drops the datagram of a line already emitted, but not a second equal datagram', () => {
    begun();
    catchUp(line.lap(90_000), line.chat('go'));
    hear(lap(90_000), chat('go'));
    expect(types()).toEqual(['lapCompleted', 'chat']);
    rig.feed.clock.advance(2000);
    hear(chat('go'));
    expect(types()).toEqual(['chat']);
  });

  test('has no start time or track for a session begun in its absence until UDP reports them', () => {
    catchUp(line.practice);
    hear({ ...practice, type: 'sessionInfo', elapsedMs: 5000 });
    expect(types()).toEqual(['sessionStarted', 'sessionAdjusted']);
    expect(rig.feed.state().session).toMatchObject({ ordinal: 1, facts: { track: 'magione' } });
    expect(rig.feed.state().session?.facts.zeroAt).toBe(rig.feed.clock.now() - 5000);
  });

  test('keeps a driver who joined meanwhile and whom the first answer shows as not connected', () => {
    begun();
    killed();
    catchUp({ ...line.elena, slot: 4, guid: '76561197900000007', name: 'Fay' });
    hear({ ...elena, type: 'carInfo', carId: 4, driverGuid: '76561197900000007', isConnected: false, driverTeam: '' });
    expect(types()).toEqual(['driverJoined']);
    expect(rig.feed.state().drivers.get(4)).toMatchObject({ name: 'Fay', loaded: false });
  });

  test('has the same state as before the kill', () => {
    begun();
    hear(lap(90_000), contact);
    const before = rig.feed.state();
    killed();
    expect(rig.feed.state()).toEqual(before);
  });
});

describe('a log first read in its middle', () => {
  const answer = { ...practice, type: 'sessionInfo', elapsedMs: 300_000 } as const;
  const sits = {
    type: 'carInfo',
    carId: 3,
    isConnected: true,
    driverTeam: '',
    carModel: 'abarth500',
    carSkin: 'red',
    driverGuid: GUID,
    driverName: 'Elena',
  } as const;

  test('gives the laps missed in an absence late, in the running session', () => {
    hear(answer, sits, lap(90_000));
    read(line.lap(90_000));
    killed();
    catchUp(line.lap(91_000), line.lap(92_000));
    expect(told()).toMatchObject([
      { type: 'lapCompleted', session: 1, lap: 2, lapMs: 91_000, late: true },
      { type: 'lapCompleted', session: 1, lap: 3, lapMs: 92_000, late: true },
    ]);
    hear(lap(93_000));
    expect(told()).toMatchObject([{ lap: 4 }]);
  });

  test('gives missed laps in later sessions, too', () => {
    hear(answer, sits);
    hear({ type: 'endSession', filename: 'results/1.json' }, race, lap(90_000));
    read(line.saved, line.race, line.lap(90_000));
    killed();
    catchUp(line.lap(91_000));
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 2, lap: 2, late: true }]);
  });

  test('gives missed laps even if the session’s own line was never read', () => {
    hear(answer, sits, race, practice, lap(90_000));
    read(line.practice, line.lap(90_000));
    killed();
    catchUp(line.lap(91_000));
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 3, lap: 2, late: true }]);
  });
});

describe('with the log as the only source', () => {
  beforeEach(() => {
    rig.feed.heard.udp = false;
  });
  const again = { ...line.race, restarted: true } as const;

  test('a restarted session ends the first one, and its laps count from one again', () => {
    read(line.race, line.elena, line.lap(90_000), line.lap(91_000), again, line.lap(92_000));
    expect(rig.feed.events.filter(({ type }) => /session|lap/.test(type))).toMatchObject([
      { type: 'sessionStarted', session: 1 },
      { type: 'lapCompleted', lap: 1 },
      { type: 'lapCompleted', lap: 2 },
      { type: 'sessionEnded', session: 1, restarted: true },
      { type: 'sessionStarted', session: 2, again: true },
      { type: 'lapCompleted', session: 2, lap: 1 },
    ]);
  });

  test('a session announced twice before any lap is one session', () => {
    read(line.race, line.elena, again);
    expect(types().filter((type) => type === 'sessionStarted')).toHaveLength(1);
  });

  test('laps count for a driver whose join was not read', () => {
    read(line.race, { fact: 'driverSeen', slot: 3, name: 'Elena', team: '', car: 'abarth500' }, line.lap(90_000));
    expect(told().slice(1)).toMatchObject([
      { type: 'driverJoined', driver: { carId: 3, guid: 'car:3', name: 'Elena' }, model: 'abarth500', late: true },
      { type: 'lapCompleted', driver: { carId: 3, name: 'Elena' }, lap: 1 },
    ]);
  });

  test('a driver already known by UDP keeps the GUID', () => {
    begun();
    read({ fact: 'driverSeen', slot: 3, name: 'Elena', team: '', car: 'abarth500' });
    expect(told()).toEqual([]);
  });
});
