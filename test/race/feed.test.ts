import { beforeEach, describe, expect, test } from 'vitest';
import { FeedRig } from './feedRig.ts';
import { chat, contact, contactLine, elena, GUID, lap, line, race } from './witnesses.ts';

const rig = new FeedRig();
const { hear, read, catchUp, told, types, begun, killed } = rig;

describe('UDP and the log tell the same race', () => {
  test('what both tell counts once, whoever comes first', () => {
    begun();
    hear(lap(90_000), contact, chat('hello'));
    read(line.lap(90_000), contactLine, line.chat('hello'), line.lap(91_000));
    hear(lap(91_000));
    expect(types()).toEqual(['lapCompleted', 'contact', 'chat', 'lapCompleted']);
    expect(rig.feed.journal.cursor('matching')).toEqual({ heard: [], read: [], told: [], echoes: [] });
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

  test('a line of chat that the log spells otherwise is the one that UDP has told', () => {
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

  test('a lap whose datagram was lost is told late where nobody drives on', () => {
    begun();
    read(line.lap(90_000));
    rig.feed.clock.advance(179_999);
    rig.feed.giveUpWaiting();
    expect(types()).toEqual([]);
    rig.feed.clock.advance(1);
    rig.feed.giveUpWaiting();
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

    test('is told where its datagram, still on the way behind a board without it, was lost with a kill', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      killed();
      catchUp();
      expect(told()).toMatchObject([{ type: 'lapCompleted', lapMs: 90_000, late: true }]);
    });

    test('is told by nobody else while Pitwall runs', () => {
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

    test('is believed when a later board has it', () => {
      read(line.lap(90_000));
      fays(91_000, board(0, 1));
      fays(92_000, board(1, 2));
      expect(told().map((event) => event.type === 'lapCompleted' && event.lapMs)).toEqual([91_000, 90_000, 92_000]);
    });
  });

  test('what is missing of drivers and sessions is asked for instead', () => {
    begun();
    read(line.left, line.race);
    rig.feed.clock.advance(10_000);
    rig.feed.giveUpWaiting();
    expect(types()).toEqual([]);
    expect(rig.feed.missed).toHaveLength(1);
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
    rig.feed.clock.advance(10_000);
    rig.feed.giveUpWaiting();
    expect(told()).toMatchObject([{ type: 'lapCompleted', session: 1, lap: 2, lapMs: 91_000, late: true }]);
    expect(rig.feed.state().previous?.standings.get(`3/${GUID}`)?.laps).toHaveLength(2);
    expect(rig.feed.state().session?.standings.get(`3/${GUID}`)?.laps).toHaveLength(0);
  });

  test('while UDP is silent the log stands in at once', () => {
    begun();
    read(line.lap(90_000));
    rig.feed.heard.udp = false;
    read(line.saved, line.race, line.chat('anyone?'), line.left);
    expect(types()).toEqual(['lapCompleted', 'sessionEnded', 'sessionStarted', 'chat', 'driverLeft']);
  });

  test('what waited is told when UDP falls silent, although the log says nothing more', () => {
    begun();
    read(line.chat('hello'));
    rig.feed.heard.udp = false;
    rig.feed.giveUpWaiting();
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

test('a lap before the start of a race, which its board does not have, is none', () => {
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

  test('takes its session along, whose end is told first', () => {
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

  test('has told where the results are when its last lines say so', () => {
    begun();
    read(line.saved);
    rig.feed.notice(stopped);
    const events = told();
    expect(events.map(({ type }) => type)).toEqual(['sessionEnded', 'serverStopped']);
    expect(events[0]).toMatchObject({ resultsFile: 'results/1.json' });
  });

  test('ends no session that is over already', () => {
    begun();
    hear({ type: 'endSession', filename: 'results/1.json' });
    told();
    rig.feed.notice(stopped);
    expect(types()).toEqual(['serverStopped']);
  });
});
