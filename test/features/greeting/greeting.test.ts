import { expect, onTestFinished, test } from 'vitest';
import { createSpeaker, type Speaker } from '../../../src/acserver/speaker.ts';
import { readConfig } from '../../../src/config/environment.ts';
import type { AnyServerConfig } from '../../../src/config/server.ts';
import type { SessionKind } from '../../../src/events/events.ts';
import { openCalendar, openCalendarActions } from '../../../src/features/calendar/open.ts';
import { calendarTables } from '../../../src/features/calendar/table.ts';
import { type GreetingLive, openGreeting } from '../../../src/features/greeting/open.ts';
import { greetingTables } from '../../../src/features/greeting/table.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { journalTables } from '../../../src/race/journal.ts';
import type { RaceState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const ADA = { carId: 0, guid: '76561198000000001', name: 'Ada Quick' };
const OWN =
  '0: This server is stewarded. !report sends an incident to the stewards, !me shows your penalties and warnings.';

const FACTS = {
  index: 1,
  minutes: 30,
  laps: 0,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 26,
  weather: '3_clear',
} as const;

/** A server whose chat accepts every line unless it is muted. `reopen` kills Pitwall and starts it again. */
function rigOf(
  config: Partial<AnyServerConfig> = {},
  clock = new FakeClock(),
  directory = temporaryDirectory('greeting'),
  speakerOf?: (state: () => RaceState) => Speaker,
) {
  const store = openStore(directory, [journalTables, sessionTables, calendarTables, greetingTables]);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) store.close();
    isOpen = false;
  };
  onTestFinished(close);
  const feed = feedOver(store, clock);
  const calendar = openCalendar({ id: 'main', store, bus: feed.bus, config: {} });
  const said: string[] = [];
  const chat = { isMuted: false };
  const live = {
    id: 'main',
    config: { id: 'main', ...config },
    store,
    clock,
    log: { error: (fault: object) => void feed.faults.push(fault) },
    bus: feed.bus,
    state: feed.state,
    speaker: speakerOf?.(feed.state) ?? {
      async say({ carId }: { readonly carId: number }, text: string) {
        if (!chat.isMuted) said.push(`${carId}: ${text}`);
        return chat.isMuted ? 0 : 1;
      },
      linesOf: (text: string) => [text],
    },
  } as unknown as GreetingLive;
  const greeting = openGreeting(live, { calendar, words: english });
  return {
    feed,
    said,
    chat,
    calendar,
    clock,
    store,
    begin: (kind: SessionKind) =>
      feed.notice({ type: 'sessionStarted', again: false, facts: { ...FACTS, kind, name: kind } }),
    /** Joins, loads the game, and waits until the chat lines have been sent. */
    async join(driver = ADA) {
      feed.notice({ type: 'driverJoined', driver, model: 'abarth500', skin: '' });
      feed.notice({ type: 'driverLoaded', driver });
      await settled();
    },
    leave: (driver = ADA) => feed.notice({ type: 'driverLeft', driver }),
    reopen() {
      greeting.close();
      close();
      return rigOf(config, clock, directory);
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test.each(['qualify', 'race'] as const)('a driver who joins in %s is greeted once, after loading', async (kind) => {
  const rig = rigOf();
  rig.feed.beginRun();
  rig.begin(kind);
  rig.feed.notice({ type: 'driverJoined', driver: ADA, model: 'abarth500', skin: '' });
  await settled();
  // While the game loads, the driver cannot read chat.
  expect(rig.said).toEqual([]);
  rig.feed.notice({ type: 'driverLoaded', driver: ADA });
  await settled();
  expect(rig.said).toEqual([OWN]);
  rig.leave();
  await rig.join();
  expect(rig.said).toHaveLength(1);
});

test('a driver present since practice is not greeted in practice or on the grid, but in qualifying', async () => {
  const rig = rigOf();
  rig.feed.beginRun();
  rig.begin('practice');
  await rig.join();
  expect(rig.said).toEqual([]);
  rig.begin('race');
  await settled();
  expect(rig.said).toEqual([]);
  rig.begin('qualify');
  await settled();
  expect(rig.said).toEqual([OWN]);
});

test('a driver is not greeted again after a restart of Pitwall, but is the next day', async () => {
  const rig = rigOf();
  rig.feed.beginRun();
  rig.begin('qualify');
  await rig.join();
  const again = rig.reopen();
  again.feed.beginRun();
  again.begin('qualify');
  await again.join();
  expect(again.said).toEqual([]);
  again.leave();
  again.clock.advance(24 * 60 * 60_000);
  again.begin('qualify');
  await again.join();
  expect(again.said).toEqual([OWN]);
});

test('a driver who leaves during the greeting gets all of it at the next join', async () => {
  const clock = new FakeClock();
  const words = 'This server is stewarded: !report sends an incident to the stewards. '.repeat(3);
  const rig = rigOf({ greeting: words }, clock, undefined, (state) =>
    createSpeaker({
      clock,
      send: (to, line) => void sent.push(`${to === 'all' ? to : to.carId}: ${line}`),
      holds: ({ carId, guid }) => state().drivers.get(carId)?.guid === guid,
    }),
  );
  const sent: string[] = [];
  rig.feed.beginRun();
  rig.begin('qualify');
  await rig.join();
  expect(sent).toHaveLength(1);
  rig.leave();
  await rig.join({ ...ADA, guid: '76561198000000002', name: 'Bea Quicker' });
  clock.advance(60_000);
  await settled();
  const whole = sent.slice(1);
  expect(whole.length).toBeGreaterThan(1);
  rig.leave({ ...ADA, guid: '76561198000000002', name: 'Bea Quicker' });
  await rig.join();
  clock.advance(60_000);
  await settled();
  expect(sent).toEqual([whole[0], ...whole, ...whole]);
  rig.leave();
  await rig.join();
  expect(sent).toHaveLength(1 + 2 * whole.length);
});

test('a driver is greeted again in a new league night', async () => {
  const rig = rigOf();
  rig.feed.beginRun();
  rig.begin('qualify');
  await rig.join();
  rig.leave();
  const { store, clock, feed } = rig;
  const actions = openCalendarActions(
    { id: 'main', store, clock, state: feed.state, decide: feed.decide } as unknown as Parameters<
      typeof openCalendarActions
    >[0],
    { ledger: {}, calendar: rig.calendar } as unknown as Parameters<typeof openCalendarActions>[1],
  );
  actions.startEvent({ name: 'Round 4', series: undefined }, { by: 'Ada' });
  rig.begin('qualify');
  await rig.join();
  expect(rig.said).toEqual([OWN, OWN]);
});

test('a greeting that did not reach the driver is sent at the next join', async () => {
  const rig = rigOf();
  rig.feed.beginRun();
  rig.begin('qualify');
  rig.chat.isMuted = true;
  await rig.join();
  rig.leave();
  rig.chat.isMuted = false;
  await rig.join();
  expect(rig.said).toEqual([OWN]);
});

test('the greeting has the configured text and sessions, or is off', async () => {
  const own = rigOf({ greeting: 'Ciao!', greetsIn: ['practice'] });
  own.feed.beginRun();
  own.begin('practice');
  await own.join();
  expect(own.said).toEqual(['0: Ciao!']);
  const none = rigOf({ greeting: 'off' });
  none.feed.beginRun();
  none.begin('qualify');
  await none.join();
  expect(none.said).toEqual([]);
});

test('GREETING is up to 240 characters or off, and GREETING_IN lists sessions', () => {
  const read = (more: Record<string, string>) =>
    readConfig({
      DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
      DISCORD_GUILD_ID: '223456789012345678',
      DISCORD_CHANNEL_ID: '323456789012345678',
      SERVER_DIR: '/srv/assetto',
      ...more,
    }).servers[0];
  expect(read({ GREETING: ' Off ', GREETING_IN: 'practice, race' })).toMatchObject({
    greeting: 'off',
    greetsIn: ['practice', 'race'],
  });
  expect(read({ GREETING: 'Offline races only' })).toMatchObject({ greeting: 'Offline races only' });
  expect(() => read({ GREETING: 'a'.repeat(241) })).toThrow('GREETING must be at most 240 characters, or off.');
  expect(() => read({ GREETING_IN: 'quali' })).toThrow('GREETING_IN must be some of practice, qualify, race');
});
