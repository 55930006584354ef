import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { chat, contact, contactLine, elena, GUID, lap, line, practice, race } from './witnesses.ts';

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
let position = 0;
beforeEach(() => {
  opened = feedInDirectory();
  feed = opened.feed;
  position = 0;
});
afterEach(() => opened.remove());

const hear = (...packets: FromServer[]): void => feed.packets(packets);
function read(...facts: StdoutFact[]): void {
  position += 1;
  feed.log({ facts, position, absent: false });
}
function catchUp(...facts: StdoutFact[]): void {
  position += 1;
  feed.log({ facts, position, absent: true });
}
const told = () => feed.events.splice(0);
const types = () => told().map(({ type }) => type);
/** A kill, and a Pitwall that comes after it. */
function killed(): void {
  opened = opened.reopen();
  feed = opened.feed;
}
function begun(): void {
  hear(practice, elena);
  read(line.practice, line.elena);
  told();
}

describe('UDP and the log tell the same race', () => {
  test('what both tell counts once, whoever comes first', () => {
    begun();
    hear(lap(90_000), contact, chat('hello'));
    read(line.lap(90_000), contactLine, line.chat('hello'), line.lap(91_000));
    hear(lap(91_000));
    expect(types()).toEqual(['lapCompleted', 'contact', 'chat', 'lapCompleted']);
    expect(feed.journal.cursor('matching')).toEqual({ heard: [], read: [], told: [], echoes: [] });
  });

  test('two laps in the same time are two laps', () => {
    begun();
    hear(lap(90_000), lap(90_000));
    read(line.lap(90_000), line.lap(90_000));
    expect(told().map((event) => event.type === 'lapCompleted' && event.lap)).toEqual([1, 2]);
  });

  test('a contact and a line of chat whose datagrams were lost are told late after ten seconds, not before', () => {
    begun();
    read(contactLine, line.chat('hello'));
    feed.clock.advance(9_999);
    feed.giveUpWaiting();
    expect(types()).toEqual([]);
    feed.clock.advance(1);
    feed.giveUpWaiting();
    expect(told()).toMatchObject([
      { type: 'contact', late: true, sessionMs: undefined },
      { type: 'chat', text: 'hello', late: true, sessionMs: undefined },
    ]);
    expect(feed.missed).toEqual([]);
  });

  test('a line of chat that the log spells otherwise is the one that UDP has told', () => {
    begun();
    hear(chat('na\u0007ja'));
    read(line.chat('na?ja'), line.chat('bye'));
    expect(types()).toEqual(['chat']);
    feed.clock.advance(10_000);
    hear(chat('wait'));
    feed.giveUpWaiting();
    read(line.chat('wait'));
    expect(told()).toMatchObject([
      { type: 'chat', text: 'wait' },
      { type: 'chat', text: 'bye', late: true },
    ]);
  });

  test('a lap whose datagram was lost is told late where nobody drives on', () => {
    begun();
    read(line.lap(90_000));
    feed.clock.advance(179_999);
    feed.giveUpWaiting();
    expect(types()).toEqual([]);
    feed.clock.advance(1);
    feed.giveUpWaiting();
    expect(told()).toMatchObject([{ type: 'lapCompleted', late: true, sessionMs: undefined }]);
  });

  describe('a lap that only the log tells', () => {
    const board = (elenas: number, fays: number) =>
      [
        { carId: 3, timeMs: 90_000, laps: elenas, completed: 0 as const },
        { carId: 4, timeMs: 90_000, laps: fays, completed: 0 as const },
      ] as const;
    const fay = { ...elena, carId: 4, driverGuid: '76561197900000004', driverName: 'Fay' };
    const fays = (lapTimeMs: number, leaderboard: ReturnType<typeof board>) =>
      hear({ ...lap(lapTimeMs), carId: 4, leaderboard });

    beforeEach(() => {
      hear(race, elena, fay);
      read(line.race, line.elena, { ...line.elena, slot: 4, name: 'Fay', guid: fay.driverGuid });
      told();
    });

    test('is believed when the next board has it, and told before the lap that brings it', () => {
      read(line.lap(90_000));
      hear({ ...lap(91_000), leaderboard: board(2, 0) });
      expect(told()).toMatchObject([
        { type: 'lapCompleted', lap: 1, lapMs: 90_000, late: true },
        { type: 'lapCompleted', lap: 2, lapMs: 91_000 },
      ]);
    });

    test('is not believed when the next board has it not, however long that takes', () => {
      read(line.lap(10_000));
      feed.clock.advance(60_000);
      feed.giveUpWaiting();
      fays(91_000, board(0, 1));
      feed.clock.advance(600_000);
      feed.giveUpWaiting();
      hear({ ...lap(92_000), leaderboard: board(1, 1) });
      expect(told().map((event) => event.type === 'lapCompleted' && [event.driver.name, event.lap])).toEqual([
        ['Fay', 1],
        ['Elena', 1],
      ]);
    });

    test('may have its datagram still on the way', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      hear({ ...lap(90_000), leaderboard: board(1, 1) });
      expect(told().map((event) => event.type === 'lapCompleted' && event.lapMs)).toEqual([91_000, 90_000]);
    });
  });

  test('what is missing of drivers and sessions is asked for instead', () => {
    begun();
    read(line.left, line.race);
    feed.clock.advance(10_000);
    feed.giveUpWaiting();
    expect(types()).toEqual([]);
    expect(feed.missed).toHaveLength(1);
  });

  test('a lap lost just before the end of its session is told before that end', () => {
    begun();
    read(line.lap(90_000));
    hear({ type: 'endSession', filename: 'results/1.json' }, race);
    expect(told().map(({ type, session }) => [type, session])).toEqual([
      ['lapCompleted', 1],
      ['sessionEnded', 1],
      ['sessionStarted', 2],
    ]);
  });

  test('a lap that the log tells before a session which UDP has told already belongs to the one before', () => {
    begun();
    hear(lap(90_000), { type: 'endSession', filename: 'results/1.json' }, race);
    told();
    read(line.lap(90_000), line.lap(91_000), line.saved, line.race);
    feed.clock.advance(10_000);
    feed.giveUpWaiting();
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 1, lap: 2, lapMs: 91_000, late: true }]);
    expect(feed.state().previous?.standings.get(`3/${GUID}`)?.laps).toHaveLength(2);
    expect(feed.state().session?.standings.get(`3/${GUID}`)?.laps).toHaveLength(0);
  });

  test('while UDP is silent the log stands in at once', () => {
    begun();
    read(line.lap(90_000));
    feed.heard.udp = false;
    read(line.saved, line.race, line.chat('anyone?'), line.left);
    expect(types()).toEqual(['lapCompleted', 'sessionEnded', 'sessionStarted', 'chat', 'driverLeft']);
  });

  test('what waited is told when UDP falls silent, although the log says nothing more', () => {
    begun();
    read(line.chat('hello'));
    feed.heard.udp = false;
    feed.giveUpWaiting();
    expect(types()).toEqual(['chat']);
  });

  test('a driver who left, or whose namesake sits elsewhere, is still found', () => {
    begun();
    hear({ ...elena, type: 'connectionClosed' });
    told();
    catchUp({ fact: 'lapCompleted', name: 'Elena', lapMs: 90_000, cuts: 0 });
    expect(told()).toMatchObject([{ type: 'lapCompleted', driver: { carId: 3, guid: GUID } }]);
    hear(
      { ...elena, carId: 1, driverGuid: '76561197900000002' },
      { ...elena, carId: 2, driverGuid: '76561197900000009' },
    );
    told();
    catchUp({ fact: 'lapCompleted', name: 'Elena', lapMs: 91_000, cuts: 0 });
    expect(types()).toEqual([]);
  });
});

describe('a log that was joined in its middle', () => {
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

  test('brings the laps of an absence late, in the session that ran on', () => {
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

  test('brings them in later sessions, too', () => {
    hear(answer, sits);
    hear({ type: 'endSession', filename: 'results/1.json' }, race, lap(90_000));
    read(line.saved, line.race, line.lap(90_000));
    killed();
    catchUp(line.lap(91_000));
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 2, lap: 2, late: true }]);
  });

  test('brings them also when the line of a session was never read', () => {
    hear(answer, sits, race, practice, lap(90_000));
    read(line.practice, line.lap(90_000));
    killed();
    catchUp(line.lap(91_000));
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 3, lap: 2, late: true }]);
  });
});

describe('where nobody but the log tells', () => {
  beforeEach(() => {
    feed.heard.udp = false;
  });
  const again = { ...line.race, restarted: true } as const;

  test('a restart is one: nothing that was driven before counts', () => {
    read(line.race, line.elena, line.lap(90_000), line.lap(91_000), again, line.lap(92_000));
    expect(feed.events.filter(({ type }) => /session|lap/.test(type))).toMatchObject([
      { type: 'sessionStarted', session: 1 },
      { type: 'lapCompleted', lap: 1 },
      { type: 'lapCompleted', lap: 2 },
      { type: 'sessionEnded', session: 1, restarted: true },
      { type: 'sessionStarted', session: 2, again: true },
      { type: 'lapCompleted', session: 2, lap: 1 },
    ]);
  });

  test('a session that is told twice before a lap is one', () => {
    read(line.race, line.elena, again);
    expect(types().filter((type) => type === 'sessionStarted')).toHaveLength(1);
  });

  test('laps of a driver whose join was not read count', () => {
    read(line.race, { fact: 'driverSeen', slot: 3, name: 'Elena', team: '', car: 'abarth500' }, line.lap(90_000));
    expect(told().slice(1)).toMatchObject([
      { type: 'driverJoined', driver: { carId: 3, guid: 'car:3', name: 'Elena' }, model: 'abarth500', late: true },
      { type: 'lapCompleted', driver: { carId: 3, name: 'Elena' }, lap: 1 },
    ]);
  });

  test('a driver whom UDP has told keeps the GUID', () => {
    begun();
    read({ fact: 'driverSeen', slot: 3, name: 'Elena', team: '', car: 'abarth500' });
    expect(told()).toEqual([]);
  });
});

test('a lap before the start of a race, which its board does not have, is none', () => {
  hear(race, elena);
  told();
  const row = (laps: number) => [{ carId: 3, timeMs: 0, laps, completed: 0 as const }];
  hear({ ...lap(75_000), leaderboard: row(0) });
  expect(told()).toEqual([]);
  hear({ ...lap(76_000), leaderboard: row(1) });
  expect(told()).toMatchObject([{ type: 'lapCompleted', lap: 1, lapMs: 76_000 }]);
});

describe('after an absence', () => {
  test('what was told before the kill is not told again, what happened since is told late and in order', () => {
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

  test('what waited for its datagram when the kill came is told first', () => {
    begun();
    read(line.chat('hello'));
    killed();
    catchUp();
    expect(types()).toEqual(['chat']);
  });

  test('a datagram that comes a moment after its line was told is an echo, a later one is not', () => {
    begun();
    catchUp(line.lap(90_000), line.chat('go'));
    hear(lap(90_000), chat('go'));
    expect(types()).toEqual(['lapCompleted', 'chat']);
    feed.clock.advance(2000);
    hear(chat('go'));
    expect(types()).toEqual(['chat']);
  });

  test('a session that began unheard has no clock and no track until UDP tells them', () => {
    catchUp(line.practice);
    hear({ ...practice, type: 'sessionInfo', elapsedMs: 5000 });
    expect(types()).toEqual(['sessionStarted', 'sessionAdjusted']);
    expect(feed.state().session).toMatchObject({ ordinal: 1, facts: { track: 'magione' } });
    expect(feed.state().session?.facts.zeroAt).toBe(feed.clock.now() - 5000);
  });

  test('whoever joined meanwhile may still be loading, so the first answer does not send them away', () => {
    begun();
    killed();
    catchUp({ ...line.elena, slot: 4, guid: '76561197900000007', name: 'Fay' });
    hear({ ...elena, type: 'carInfo', carId: 4, driverGuid: '76561197900000007', isConnected: false, driverTeam: '' });
    expect(types()).toEqual(['driverJoined']);
    expect(feed.state().drivers.get(4)).toMatchObject({ name: 'Fay', loaded: false });
  });

  test('the state is the same as before the kill', () => {
    begun();
    hear(lap(90_000), contact);
    const before = feed.state();
    killed();
    expect(feed.state()).toEqual(before);
  });
});

describe('a game server that stops', () => {
  const stopped = { type: 'serverStopped', expected: true, lastLines: [] } as const;

  test('takes its session along, whose end is told first', () => {
    begun();
    hear(lap(90_000));
    told();
    feed.notice(stopped);
    const [ended, ...others] = told();
    expect(ended).toMatchObject({ type: 'sessionEnded', session: 1 });
    expect(ended).not.toHaveProperty('resultsFile');
    expect(others.map(({ type }) => type)).toEqual(['serverStopped']);
    expect(feed.state().session?.over).toBe(true);
    killed();
    expect(feed.state().session?.over).toBe(true);
  });

  test('has told where the results are when its last lines say so', () => {
    begun();
    read(line.saved);
    feed.notice(stopped);
    const events = told();
    expect(events.map(({ type }) => type)).toEqual(['sessionEnded', 'serverStopped']);
    expect(events[0]).toMatchObject({ resultsFile: 'results/1.json' });
  });

  test('ends no session that is over already', () => {
    begun();
    hear({ type: 'endSession', filename: 'results/1.json' });
    told();
    feed.notice(stopped);
    expect(types()).toEqual(['serverStopped']);
  });
});
