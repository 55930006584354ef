/**
 * A race in a fleet of real programs through every kind of fault: SIGKILL of edge, hub and NATS, a NATS that forgets or
 * is set back, connections that are cut, swallow or hold back, all overlapping. Here there are 20 faults of up to four
 * seconds each; with FAULTS=200 they last from one second to five minutes, and SEED=random makes another run.
 */
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../../sandbox/acserver/driving/random.ts';
import type { RaceEvent } from '../../src/events/events.ts';
import { incidentName, penaltyName } from '../../src/texts/names.ts';
import { eventually, pause } from '../eventually.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { seed } from '../seed.ts';
import { type Enforced, kicksOf, LIMIT_MS, loadsOf } from './storm/enforcement.ts';
import { BANNED, Race } from './storm/race.ts';
import { openStormRig, type StormRig } from './storm/rig.ts';
import { Weather } from './storm/weather.ts';

const FAULTS = Number(process.env.FAULTS ?? 20);
const isLong = FAULTS > 20;
const MINUTE_MS = 60_000;

/** Appends to the file named in STORM_LOG, if set, for reading along. */
const tell = (what: string): void => {
  if (process.env.STORM_LOG) appendFileSync(process.env.STORM_LOG, `${new Date().toISOString()} ${what}\n`);
};

describe.skipIf(noNats)(noNats ?? `${FAULTS} faults, SEED=${seed}`, () => {
  const random = seeded(seed);
  let rig: StormRig;
  let race: Race;
  let weather: Weather;
  beforeAll(async () => {
    rig = await openStormRig();
    race = new Race(rig, random);
    await race.begin();
    const { nats, edge, hub, ways } = rig;
    const [lastsMs, pauseMs] = isLong ? ([[1000, 300_000], 7000] as const) : ([[200, 4000], 700] as const);
    weather = new Weather({ random: seeded(seed + 1), nats, edge, hub, ways, lastsMs, pauseMs, tell });
  });
  afterAll(() => rig.close());

  /** Checks now, because a later life would hide that one ended by itself. */
  function nobodyEnded(): true {
    expect([...rig.hub.endedByItself, ...rig.edge.endedByItself]).toEqual([]);
    return true;
  }

  const onServer = (events: readonly RaceEvent[]) => events.filter(({ server }) => server === 'spa');

  test(
    'lose, repeat and reorder nothing',
    async () => {
      race.run(isLong ? 600 : 250, () => weather.isSettled());
      await weather.rage(FAULTS);
      nobodyEnded();
      if (isLong) await weather.strike('way of the edge', 300_000);
      await weather.cutOffUntil(() => race.bothSitDown());
      // A driver who sits down at the last moment must be dealt with, too.
      await race.end();
      await pause(LIMIT_MS);
      const made = rig.edge.events();
      const begun = performance.now();
      await eventually(
        'the hub has all that the edge has',
        () => nobodyEnded() && rig.hub.events().length >= made.length,
        5 * MINUTE_MS,
      );
      tell(`${made.length} events, caught up after ${Math.round(performance.now() - begun)} ms`);
      // The banned driver keeps coming back meanwhile.
      expect(onServer(rig.hub.events()).slice(0, made.length)).toEqual(made);
      expect(rig.hub.rows('SELECT act FROM audit ORDER BY act')).toEqual(
        rig.edge.rows('SELECT act FROM audit ORDER BY act'),
      );
    },
    MINUTE_MS * (5 + FAULTS),
  );

  test('leave each card on Discord exactly once', async () => {
    const unsent = () => rig.hub.rows("SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')").length;
    await eventually('all is posted', () => unsent() === 0, 5 * MINUTE_MS);
    const standing = (channel: string) => rig.discord.world.posts.list(rig.discord.channel(channel));
    const lines = (channel: string) => standing(channel).flatMap(({ content }) => content.split('\n'));
    const cards = standing('stewards').flatMap(({ embeds }) => embeds[0]?.title ?? []);
    const timesOf = (all: readonly string[], name: string): readonly [string, number] => {
      const named = new RegExp(`${name}(?!\\d)`);
      return [name, all.filter((each) => named.test(each)).length];
    };
    const given = race.events('penaltyGiven').map(({ penalty }) => penaltyName(penalty));
    const opened = race.events('incidentOpened').map(({ incident }) => incidentName(incident));
    const said = race.events('chat').flatMap(({ text }) => /^line \d+ of the storm$/.exec(text)?.[0] ?? []);
    const told = [
      ...given.map((name) => timesOf(lines('race-control'), `^🚦 \\*\\*${name}`)),
      ...opened.map((name) => timesOf(cards, `^${name}`)),
      ...said.map((line) => timesOf(lines('race-chat'), line)),
    ];
    tell(`${given.length} penalties, ${opened.length} incidents, ${said.length} lines of chat`);
    expect(Math.min(given.length, opened.length, said.length)).toBeGreaterThan(0);
    // A starved edge may itself read one line of chat as two. Each line that it has must be told once.
    const wanted = [...given, ...opened, ...said].map((name, _, all) => all.filter((each) => each === name).length);
    // Of chat that is two minutes late, the hub posts only the last part.
    const isDigested = (name: string, times: number): boolean => isLong && said.includes(name) && times === 0;
    const isWrong = ([name, times]: readonly [string, number], index: number): boolean =>
      times !== wanted[index] && !isDigested(name, times);
    expect(told.filter(isWrong)).toEqual([]);
  });

  const watched = () => ({ alive: weather.alive(), cutOff: weather.cutOff() });

  test('do not delay kicks of banned drivers, with the hub or without', () => {
    judge('kicks', kicksOf(rig.log, BANNED.name, watched()));
  });

  test('do not delay ballast, with the hub or without', () => {
    judge('ballast', loadsOf(rig.log, race.carrier, watched()));
    tell(JSON.stringify([...weather.counts]));
  });

  function judge(what: string, all: readonly Enforced[]): void {
    const took = (which: readonly Enforced[]) => which.map(({ tookMs }) => Math.round(tookMs)).sort((a, b) => b - a);
    const cut = all.filter(({ isCutOff }) => isCutOff);
    tell(
      `${what}: ${all.length}, ${cut.length} of them cut off; longest ${took(all).slice(0, 5)}, cut off ${took(cut).slice(0, 5)} ms`,
    );
    expect(cut.length).toBeGreaterThan(0);
    expect(all.filter(({ tookMs, starvedMs }) => tookMs - starvedMs > LIMIT_MS)).toEqual([]);
  }
});
