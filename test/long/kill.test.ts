import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded, whole } from '../../sandbox/acserver/driving/random.ts';
import type { EventOf, EventType, RaceEvent } from '../../src/events/events.ts';
import { answerOf, openRig, type Rig } from '../e2e/rig.ts';
import { stopServer } from '../e2e/stopServer.ts';
import { eventually, pause } from '../eventually.ts';
import { seed } from '../seed.ts';

/** The recorded race takes 420 s. */
const SPEED = 12;

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ speed: SPEED, settings: { NOTICES: 'lap=race, join=race' } });
});
afterEach(() => rig.close());

const slash = (person: string, ...path: string[]) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path });

/** The same seed kills at the same moments. */
const random = seeded(seed);

/** Milliseconds that each Pitwall lives once it is ready, and that none runs afterwards. */
const KILLS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'in the middle of things': [
    [1800, 2500],
    [900, 1200],
    [2600, 4000],
    [150, 700],
    [3100, 300],
  ],
  'at once, again and again': [
    [40, 50],
    [3, 1500],
    [420, 20],
    [90, 3000],
    [1, 600],
    [700, 900],
  ],
  [`at random moments (SEED=${seed})`]: Array.from({ length: 6 }, () => [
    whole(random, 0, 3500),
    whole(random, 0, 2500),
  ]),
};

test.each(Object.entries(KILLS))('killed %s, Pitwall loses and repeats nothing', async (_, kills) => {
  const first = await rig.startPitwall();
  const start = slash('Ada', 'server', 'start');
  let pitwall = first;
  for (const [livesMs, goneMs] of kills) {
    await eventually('the start', () => eventsOf('serverStarting').length === 1);
    await pause(livesMs);
    await pitwall.kill();
    await pause(goneMs);
    pitwall = await rig.startPitwall();
    expect(await answerOf(slash('Dora', 'server', 'info'))).toMatch(/Running|Starting/);
  }
  void start.done().catch(() => {});

  await eventually('the end of the race', () => eventsOf('sessionEnded').length >= 2);
  const [starting] = eventsOf('serverStarting');
  expect(() => process.kill(starting?.pid ?? 0, 0), 'the same game server').not.toThrow();
  await stopServer(rig, 'Ada', /Stop Big Whiskey v2\?/);
  await eventually('the end', () => eventsOf('serverStopped').length > 0);
  await eventually('all is posted', () => rig.said('race-control').includes('The server was stopped'));
  await eventually('all is posted', () => rig.unsent() === 0);

  expect(eventsOf('serverStarted')).toHaveLength(1);
  const log = rig.serverLog();
  const printed = log.filter((line) => line.startsWith('LAP ') && !line.startsWith('LAP WITH CUTS'));
  expect(printed.length).toBeGreaterThan(10);
  expect(inOrder(rig.said('race-control').flatMap((line) => lapTimeIn(line) ?? []))).toEqual(
    inOrder(printed.map((line) => line.slice(line.lastIndexOf(' ') + 1).replace(/:(\d{3})$/, '.$1'))),
  );
  expect(inOrder(eventsOf('contact').map(({ speedKmh }) => String(Math.fround(speedKmh))))).toEqual(
    inOrder(
      log
        .flatMap((line) => /^COLLISION .* SPEED: ([\d.e+-]+) /.exec(line)?.[1] ?? [])
        .map((speed) => String(Math.fround(Number(speed)))),
    ),
  );
  expect(count(rig.said('race-control'), /^→ /)).toBe(eventsOf('driverJoined').length);
  expect(eventsOf('driverJoined').length).toBe(count(log, /^DRIVER: /));
  expect(count(rig.said('race-chat'), /./)).toBe(eventsOf('chat').length);
  expect(eventsOf('chat').length).toBe(log.filter((line) => line.startsWith('CHAT [')).length);
  expect(eventsOf('sessionStarted').length).toBe(log.filter((line) => line.startsWith('SENDING session name')).length);
  expect(rig.posted()).toEqual(rig.toPost());
});

const eventsOf = <T extends EventType>(type: T): EventOf<T>[] =>
  rig.events().filter((event: RaceEvent): event is EventOf<T> => event.type === type);

const lapTimeIn = (line: string): string | undefined => /^⏱ .* · (\d+:\d\d\.\d{3})/.exec(line)?.[1];
const count = (lines: readonly string[], pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;
const inOrder = (lines: readonly string[]): string[] => [...lines].sort();
