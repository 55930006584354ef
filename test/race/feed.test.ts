import { beforeEach, describe, expect, test } from 'vitest';
import { FeedRig } from './feedRig.ts';
import { chat, contact, contactLine, elena, GUID, lap, line, race } from './witnesses.ts';

const rig = new FeedRig();
const { hear, read, catchUp, told, types, begun, killed } = rig;

describe('UDP and the log report the same race:', () => {
  test('a fact in both counts once, whichever comes first', () => {
    begun();
    hear(lap(90_000), contact, chat('hello'));
    read(line.lap(90_000), contactLine, line.chat('hello'), line.lap(91_000));
    hear(lap(91_000));
    expect(types()).toEqual(['lapCompleted', 'contact', 'chat', 'lapCompleted']);
    expect(rig.feed.journal.cursor('matching')).toEqual({ heard: [], read: [], told: [], echoes: [] });
  });

  test('two laps with equal times are two laps', () => {
    begun();
    hear(lap(90_000), lap(90_000));
    read(line.lap(90_000), line.lap(90_000));
    expect(told().map((event) => event.type === 'lapCompleted' && event.lap)).toEqual([1, 2]);
  });

  test('a contact and a chat line without datagrams are emitted late, after exactly ten seconds', () => {
    begun();
    read(contactLine, line.chat('hello'));
    rig.feed.clock.advance(9_999);
    rig.feed.giveUpWaiting();
    expect(types()).toEqual([]);
    rig.feed.clock.advance(1);
    rig.feed.giveUpWaiting();
    expect(told()).toMatchObject([
      { type: 'contact', late: true, sessionMs: undefined },
      { type: 'chat', text: 'hello', late: true, sessionMs: undefined },
    ]);
    expect(rig.feed.missed).toEqual([]);
  });

  test('a chat line that the log spells differently matches the one from UDP', () => {
    begun();
    hear(chat('na\u0007ja'));
    read(line.chat('na?ja'), line.chat('bye'));
    expect(types()).toEqual(['chat']);
    rig.feed.clock.advance(10_000);
    hear(chat('wait'));
    rig.feed.giveUpWaiting();
    read(line.chat('wait'));
    expect(told()).toMatchObject([
      { type: 'chat', text: 'wait' },
      { type: 'chat', text: 'bye', late: true },
    ]);
  });

  test('a lap without a datagram is emitted late after three minutes if nobody drives on', () => {
    begun();
    read(line.lap(90_000));
    rig.feed.clock.advance(179_999);
    rig.feed.giveUpWaiting();
    expect(types()).toEqual([]);
    rig.feed.clock.advance(1);
    rig.feed.giveUpWaiting();
    expect(told()).toMatchObject([{ type: 'lapCompleted', late: true, sessionMs: undefined }]);
  });

  describe('a lap only in the log', () => {
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

    test('is accepted if the next leaderboard has it, and emitted before the lap that brought the board', () => {
      read(line.lap(90_000));
      hear({ ...lap(91_000), leaderboard: board(2, 0) });
      expect(told()).toMatchObject([
        { type: 'lapCompleted', lap: 1, lapMs: 90_000, late: true },
        { type: 'lapCompleted', lap: 2, lapMs: 91_000 },
      ]);
    });

    test('is dropped if the next leaderboard lacks it, however long that takes', () => {
      read(line.lap(10_000));
      rig.feed.clock.advance(60_000);
      rig.feed.giveUpWaiting();
      fays(91_000, board(0, 1));
      rig.feed.clock.advance(600_000);
      rig.feed.giveUpWaiting();
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

    test('is emitted after a restart if the kill may have lost its datagram', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      killed();
      catchUp();
      expect(told()).toMatchObject([{ type: 'lapCompleted', lapMs: 90_000, late: true }]);
    });

    test('is never emitted while Pitwall runs and no leaderboard has it', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      rig.feed.clock.advance(9_000);
      rig.feed.giveUpWaiting();
      rig.feed.clock.advance(600_000);
      rig.feed.giveUpWaiting();
      read(line.lap(92_000));
      fays(93_000, board(0, 2));
      hear({ type: 'endSession', filename: 'results/1.json' }, race);
      const laps = told().flatMap((event) => (event.type === 'lapCompleted' ? [event.lapMs] : []));
      expect(laps).toEqual([91_000, 93_000]);
      expect(rig.feed.journal.cursor('matching')).toMatchObject({ read: [] });
    });

    test('is accepted if a later leaderboard has it', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      fays(92_000, board(1, 2));
      expect(told().map((event) => event.type === 'lapCompleted' && event.lapMs)).toEqual([91_000, 90_000, 92_000]);
    });
  });

  test('a missed leave or session start is not emitted from the log but asked for', () => {
    begun();
    read(line.left, line.race);
    rig.feed.clock.advance(10_000);
    rig.feed.giveUpWaiting();
    expect(types()).toEqual([]);
    expect(rig.feed.missed).toHaveLength(1);
  });

  test('a lap lost just before the end of its session is emitted before that end', () => {
    begun();
    read(line.lap(90_000));
    hear({ type: 'endSession', filename: 'results/1.json' }, race);
    expect(told().map(({ type, session }) => [type, session])).toEqual([
      ['lapCompleted', 1],
      ['sessionEnded', 1],
      ['sessionStarted', 2],
    ]);
  });

  test('a lap in the log before a session already begun by UDP belongs to the session before', () => {
    begun();
    hear(lap(90_000), { type: 'endSession', filename: 'results/1.json' }, race);
    told();
    read(line.lap(90_000), line.lap(91_000), line.saved, line.race);
    rig.feed.clock.advance(10_000);
    rig.feed.giveUpWaiting();
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 1, lap: 2, lapMs: 91_000, late: true }]);
    expect(rig.feed.state().previous?.standings.get(`3/${GUID}`)?.laps).toHaveLength(2);
    expect(rig.feed.state().session?.standings.get(`3/${GUID}`)?.laps).toHaveLength(0);
  });

  test('the log replaces UDP at once while UDP is silent', () => {
    begun();
    read(line.lap(90_000));
    rig.feed.heard.udp = false;
    read(line.saved, line.race, line.chat('anyone?'), line.left);
    expect(types()).toEqual(['lapCompleted', 'sessionEnded', 'sessionStarted', 'chat', 'driverLeft']);
  });

  test('waiting log lines are emitted when UDP falls silent, without another log line', () => {
    begun();
    read(line.chat('hello'));
    rig.feed.heard.udp = false;
    rig.feed.giveUpWaiting();
    expect(types()).toEqual(['chat']);
  });

  test('a lap line without a slot goes to a driver who has left, but to neither of two namesakes', () => {
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

test('a lap before the start of a race, missing from its own leaderboard, does not count', () => {
  hear(race, elena);
  told();
  const row = (laps: number) => [{ carId: 3, timeMs: 0, laps, completed: 0 as const }];
  hear({ ...lap(75_000), leaderboard: row(0) });
  expect(told()).toEqual([]);
  hear({ ...lap(76_000), leaderboard: row(1) });
  expect(told()).toMatchObject([{ type: 'lapCompleted', lap: 1, lapMs: 76_000 }]);
});

describe('a game server that stops', () => {
  const stopped = { type: 'serverStopped', expected: true, lastLines: [] } as const;

  test('ends its session first, without a results file', () => {
    begun();
    hear(lap(90_000));
    told();
    rig.feed.notice(stopped);
    const [ended, ...others] = told();
    expect(ended).toMatchObject({ type: 'sessionEnded', session: 1 });
    expect(ended).not.toHaveProperty('resultsFile');
    expect(others.map(({ type }) => type)).toEqual(['serverStopped']);
    expect(rig.feed.state().session?.over).toBe(true);
    killed();
    expect(rig.feed.state().session?.over).toBe(true);
  });

  test('ends it with the results file named in its last lines', () => {
    begun();
    read(line.saved);
    rig.feed.notice(stopped);
    const events = told();
    expect(events.map(({ type }) => type)).toEqual(['sessionEnded', 'serverStopped']);
    expect(events[0]).toMatchObject({ resultsFile: 'results/1.json' });
  });

  test('ends no session that is already over', () => {
    begun();
    hear({ type: 'endSession', filename: 'results/1.json' });
    told();
    rig.feed.notice(stopped);
    expect(types()).toEqual(['serverStopped']);
  });
});
