import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import { viewOf } from '../../src/app/serverView.ts';
import { ViewPublisher } from '../../src/app/view.ts';
import type { ServerView } from '../../src/command/view.ts';
import { refusedGrid } from '../../src/features/grid/actions.ts';
import { refusedConfiguration } from '../../src/features/sessions/configuration.ts';
import { UserError } from '../../src/kit/errors.ts';
import { Signal } from '../../src/kit/signal.ts';
import { driver, fakeServer } from '../command/world.ts';
import { feedInDirectory } from '../fakes/feed.ts';

const ada = { carId: 4, guid: '76561198000000001', name: 'Ada' };
const joined = { type: 'driverJoined', driver: ada, model: 'bmw_z4_gt3', skin: 'red' } as const;

let opened: ReturnType<typeof feedInDirectory>;
let directory: string;
let reads: string[];
let logFacts: Signal<StdoutFact>;
let phase: 'running' | 'stopping';
let warnings: object[];
beforeEach(() => {
  opened = feedInDirectory();
  directory = mkdtempSync(join(tmpdir(), 'pitwall-view-'));
  mkdirSync(join(directory, 'cfg'));
  [reads, logFacts, phase, warnings] = [[], new Signal(), 'running', []];
  onTestFinished(() => {
    opened.remove();
    rmSync(directory, { recursive: true });
  });
});

/** @param rows the drivers that the server lists */
function publisher(rows = () => [...opened.feed.state().drivers.values()].map((each) => driver(each))) {
  const { server } = fakeServer('gt3', {
    drivers() {
      reads.push('drivers');
      return rows();
    },
    sessions() {
      reads.push('sessions');
      return [];
    },
  });
  const { clock, state } = opened.feed;
  const log = { warn: (fields: object) => warnings.push(fields) } as never;
  const process = { status: () => ({ state: phase, adopted: false }) };
  const hearing = {
    facts: () => ({ id: 'gt3', isExternal: false, dialect: 'kunos' as const }),
    trouble: () => undefined,
    listen: () => () => {},
  };
  const live = { config: { id: 'gt3', directory }, clock, log, bus: opened.bus, state, logFacts, process, hearing };
  return new ViewPublisher(live, () => viewOf(server, state));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('the view reads only what is used and caches it until something changes', () => {
  const views = publisher();
  opened.feed.packets([]);
  expect(reads).toEqual([]);
  const first = views.current();
  expect([first.drivers, first.drivers]).toEqual([[], []]);
  expect(views.current()).toBe(first);
  expect(reads).toEqual(['drivers']);
});

it.each([
  ['an event', () => opened.feed.notice(joined)],
  ['a fact from the log', () => logFacts.tell({ fact: 'lobbyReply', ok: true, text: 'OK' })],
  [
    'the process',
    () => {
      phase = 'stopping';
    },
  ],
  ['a file', () => writeFileSync(join(directory, 'cfg', 'entry_list.ini'), '[CAR_0]\n')],
])('the view is rebuilt after %s', (_, change) => {
  const views = publisher();
  const before = views.current();
  change();
  expect(views.current()).not.toBe(before);
});

it('the view is rebuilt when the session time is over', () => {
  const views = publisher();
  const zeroAt = opened.feed.clock.now();
  opened.feed.notice({
    type: 'sessionStarted',
    again: false,
    facts: {
      index: 0,
      kind: 'practice',
      name: 'Practice',
      minutes: 10,
      laps: 0,
      track: 'spa',
      layout: '',
      serverName: '',
      ambientC: 20,
      roadC: 25,
      weather: '',
      zeroAt,
    },
  });
  const before = views.current();
  opened.feed.clock.advance(600_000);
  expect(views.current()).toBe(before);
  opened.feed.clock.advance(1);
  expect(views.current()).not.toBe(before);
});

it('the view is pushed once per batch that changed it, as plain data', async () => {
  const views = publisher();
  const pushed: ServerView[] = [];
  const stop = views.watch((view) => pushed.push(view));
  opened.feed.notice(joined, { type: 'driverLoaded', driver: ada });
  await turn();
  expect(pushed).toHaveLength(1);
  expect(pushed[0]?.state.drivers.get(4)).toMatchObject({ name: 'Ada', loaded: true });
  expect(structuredClone(pushed[0])).toEqual(pushed[0]);
  opened.feed.notice({ type: 'chat', driver: ada, text: 'hello' });
  await turn();
  expect(pushed).toHaveLength(1);
  stop();
  opened.feed.notice({ type: 'driverLeft', driver: ada });
  await turn();
  expect(pushed).toHaveLength(1);
});

it('nothing is read after the last watcher has gone', async () => {
  const views = publisher();
  const stop = views.watch(() => {});
  stop();
  stop();
  opened.feed.notice(joined);
  await turn();
  expect(reads).toEqual([]);
});

it('the view logs once why it cannot be built and recovers later', async () => {
  let isBroken = true;
  const views = publisher(() => {
    if (isBroken) throw new UserError('server_cfg.ini cannot be read.');
    return [];
  });
  const pushed: ServerView[] = [];
  views.watch((view) => pushed.push(view));
  opened.feed.notice(joined);
  await turn();
  opened.feed.notice({ type: 'driverLoaded', driver: ada });
  await turn();
  expect([pushed, warnings]).toEqual([[], [{ reason: 'server_cfg.ini cannot be read.' }]]);
  isBroken = false;
  opened.feed.notice({ type: 'driverLeft', driver: ada });
  await turn();
  expect(pushed).toHaveLength(1);
});

it('the view shows readable track names in the list of sessions', () => {
  const driven = (id: number, track: string, layout = '') => ({
    id,
    server: 'gt3',
    run: 1,
    session: id,
    name: 'Race',
    kind: 'race' as const,
    track,
    layout,
    startedAt: new Date(2026, 10, 21, 20, 15).getTime(),
    state: 'ended' as const,
  });
  const newest = () => [driven(2, 'ks_red_bull_ring', 'layout_gp'), driven(1, 'csp/2144/../spa')];
  const { server } = fakeServer('gt3');
  const view = viewOf({ ...server, calendar: { ...server.calendar, newest } }, opened.feed.state);
  expect(view.nameable.sessions).toEqual([
    { number: 2, label: 'S-2 Race · Sat 20:15 · Red Bull Ring' },
    { number: 1, label: 'S-1 Race · Sat 20:15 · Spa' },
  ]);
});

it('the view has no grid and no sessions if the files are out of reach', () => {
  const { server } = fakeServer('gt3', {
    grid: refusedGrid('Out of reach.'),
    configuration: refusedConfiguration('Out of reach.'),
  });
  const view = viewOf(server, opened.feed.state);
  expect([view.grid.entries, view.settableSessions]).toEqual([[], []]);
});
