import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

/** At 25, laps were missed on a busy machine, because the positions of the cars come faster, too. */
const SPEED = 10;
/** The password of the simulated server. */
const PASSWORD = 'parc-ferme';

let rig: Rig;
let pitwall: Pitwall;
beforeAll(async () => {
  rig = await openRig({ speed: SPEED, race: 'driven' });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  writeFileSync(
    cfg,
    readFileSync(cfg, 'utf8')
      .replace(/^TIME=3$/m, 'TIME=600')
      .replace(/^LAPS=6$/m, 'LAPS=500')
      .replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'),
  );
  pitwall = await rig.startPitwall();
});
afterAll(() => rig.close());

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });
/** The answer without Discord's escapes. */
const said = async (asked: ReturnType<typeof slash>): Promise<string> => (await answerOf(asked)).replaceAll('\\', '');
const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
const guid = (carId: number): string =>
  events('driverJoined').find(({ driver }) => driver.carId === carId)?.driver.guid ?? '';

let lapMs = 90_000;

/** Three laps each: a busy machine may lose a datagram. No two take the same time: two sources report them. */
async function lap(...carIds: readonly number[]): Promise<void> {
  const before = events('lapCompleted').length;
  for (const carId of [...carIds, ...carIds, ...carIds]) await rig.order(`lap ${carId} ${lapMs++}`);
  const seen = () =>
    new Set(
      events('lapCompleted')
        .slice(before)
        .map(({ driver }) => driver.carId),
    );
  await eventually('the laps', () => carIds.every((carId) => seen().has(carId)));
}

async function races(count: number) {
  await eventually(`race ${count}`, () => begun().length === count);
  return begun();
}
const begun = () => events('sessionStarted').filter(({ facts }) => facts.kind === 'race');

async function toTheRace(): Promise<void> {
  const [before, run] = [begun().length, events('serverStarted').length + 1];
  await answerOf(slash('Ada', 'server start'));
  await eventually('the start', () => events('serverStarted').length === run);
  await rig.order('calm');
  await eventually('drivers', () => events('driverLoaded').filter((event) => event.run === run).length >= 8);
  await agreed(slash('Ada', 'next_session'));
  await races(before + 1);
}

/** Says yes if asked for confirmation. Returns the question, and the answer. */
async function agreed(asked: ReturnType<typeof slash>): Promise<{ question: string; answer: string }> {
  const question = await said(asked);
  const [row] = asked.reply()?.components ?? [];
  const yes = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
  if (!yes || !('custom_id' in yes)) return { question, answer: question };
  await rig.discord
    .person('Ada')
    .click({ message: asked.reply()?.id ?? '', customId: yes.custom_id })
    .done();
  await eventually('the answer', () => rig.unanswered() === 0);
  return { question, answer: await said(asked) };
}

/** The stewards' card about this restart, and the ids of its buttons by their labels. */
function card(title: string) {
  const posts = rig.discord.world.posts.list(rig.discord.channel('stewards'));
  const message = posts.find(({ embeds }) => JSON.stringify(embeds ?? '').includes(title));
  const buttons = new Map<string, string>();
  for (const row of message?.components ?? []) {
    for (const part of 'components' in row ? row.components : []) {
      if ('custom_id' in part && 'label' in part) buttons.set(String(part.label), part.custom_id);
    }
  }
  return message && { id: message.id, text: JSON.stringify(message.embeds), buttons };
}

function press(person: string, title: string, label: string) {
  const shown = card(title);
  return rig.discord.person(person).click({ message: shown?.id ?? '', customId: shown?.buttons.get(label) ?? '' });
}

const SEEN = 'what carries over from S-2 to S-3?';

describe('a restarted race', () => {
  test('has three penalties', async () => {
    await toTheRace();
    await lap(0, 2, 4);
    await answerOf(slash('Stig', 'penalty give', { driver: guid(0), type: 'time', amount: 5 }));
    await answerOf(slash('Stig', 'penalty give', { driver: guid(2), type: 'time', amount: 10 }));
    await answerOf(slash('Stig', 'penalty give', { driver: guid(4), type: 'drive-through', laps: 200 }));
    expect(events('penaltyGiven')).toHaveLength(3);
  });

  test('restarted from the car carries everything over and asks the stewards', async () => {
    await rig.order(`say 0 /admin ${PASSWORD}`);
    await rig.order('say 0 /restart_session');
    expect((await races(2)).at(-1)).toMatchObject({ again: true });
    const shown = await eventually('the card', () => card(SEEN));
    expect([...shown.buttons.keys()]).toEqual([
      ...[1, 2, 3].flatMap((number) => [`Keep P-${number}`, `Drop P-${number}`]),
      'Keep all',
      'Drop all',
    ]);
    expect(await said(slash('Stig', 'penalty list'))).toMatch(/P-1[\s\S]*P-2[\s\S]*P-3|P-3[\s\S]*P-2[\s\S]*P-1/);
  });

  test('lets a steward keep or drop each penalty, even after a kill', async () => {
    expect(await said(slash('Dora', 'race drop', { penalty: 'P-1' }))).toMatch(/is for stewards/);
    await answerOf(press('Stig', SEEN, 'Drop P-1'));
    const withdrawn = () => events('penaltyChanged').filter(({ penalty }) => penalty.state === 'withdrawn');
    expect(await eventually('the withdrawal', () => withdrawn()[0])).toMatchObject({
      penalty: { number: 1 },
      by: 'Stig',
      reason: 'not carried over',
    });
    await pitwall.kill();
    pitwall = await rig.startPitwall();
    await answerOf(press('Stig', SEEN, 'Keep all'));
    const closed = await eventually('the card to close', () => {
      const shown = card(SEEN);
      return shown?.buttons.size === 0 ? shown : undefined;
    });
    expect(closed.text).toMatch(/dropped, Stig.*kept, Stig.*kept, Stig/s);
    expect(withdrawn()).toHaveLength(1);
  });

  test('restarted by Pitwall asks first and drops the penalties named in the command', async () => {
    await lap(0, 2, 4);
    const { question, answer } = await agreed(slash('Ada', 'restart_session', { drop: 'P-3' }));
    expect(question).toMatch(/Carries over: P-2 .*time penalty\. Dropped: P-3 .*drive-through\./);
    expect(answer).toMatch(/Dropped: P-3/);
    expect((await races(3)).at(-1)).toMatchObject({ again: true });
    expect(card('from S-3 to S-4')).toBeUndefined();
    expect(await said(slash('Stig', 'penalty list'))).not.toMatch(/P-3/);
    expect(await said(slash('Ada', 'restart_session', { drop: 'P-1' }))).toMatch(
      /not a penalty this race could carry over/,
    );
  });
});

describe('a race interrupted by a crash', () => {
  test('is marked as interrupted and not continued automatically', async () => {
    await lap(0, 2);
    const [{ pid } = { pid: 0 }] = events('serverStarting').toReversed();
    process.kill(pid, 'SIGKILL');
    await eventually('the end', () => events('serverStopped').length > 0);
    expect(events('sessionEnded').at(-1)).toMatchObject({ interrupted: true });
    expect(await said(slash('Ada', 'race continues', { session: 'S-4' }))).toContain(
      'No race has started on sprint since S-4 (Race): start one first.',
    );
    expect(await said(slash('Ada', 'race continues', { session: 'S-2' }))).toContain(
      'S-2 (Race) was already continued as S-3.',
    );
    expect(await said(slash('Ada', 'race continues', { session: 'S-44' }))).toContain('There is no session S-44.');
  });

  test('continues in the next race, where its decisions count', async () => {
    await toTheRace();
    const { question, answer } = await agreed(slash('Ada', 'race continues', { session: 'S-4' }));
    expect(question).toContain('Make S-6 (Race) the continuation of S-4 (Race)? Decisions from S-2 and S-3 and S-4');
    expect(answer).toContain('S-6 (Race) continues S-4 (Race)');
    await lap(0, 2);
    await rig.order('finish');
    const told = await eventually('the result', () =>
      events('classified').find(({ classification: { id } }) => id === 6),
    );
    expect(told.classification.amendments).toMatchObject([{ penalty: 'P-2', seconds: 10 }]);
    expect(await said(slash('Dora', 'event show'))).toMatch(
      /S-4 Race \(interrupted, continued as S-6; continues S-3\)[\s\S]*S-6 Race \(continues S-4\)/,
    );
    expect(await said(slash('Dora', 'results show', { session: 'S-2' }))).toContain(
      'S-2 (Race) was restarted as S-3, which has its result.',
    );
  });
});
