import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { APIEmbed } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../e2e/rig.ts';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { openStandingRace, type StandingRace } from './standingRace.ts';
import { fieldOf, openStewardRoom, type StewardRoom } from './steward.ts';

/** Car 1 runs into car 0. The drivers in cars 1 and 3 have programs that listen. */
const [VICTIM, ACCUSED, WITNESS, LISTENER] = [0, 1, 2, 3] as const;

let race: StandingRace;
let room: StewardRoom;
let written: ReturnType<typeof original>;
beforeAll(async () => {
  race = await openStandingRace({ cars: 4, laps: 2 });
  room = openStewardRoom(race.rig.discord);
});
afterAll(() => race.close());

const driver = (carId: number) => race.drivers[carId] ?? expect.unreachable(`nobody is in car ${carId}`);
const seen = (carId: number, what: string | RegExp) =>
  eventually(`${what} in car ${carId}`, () => race.readInCar(carId).find((line) => line.match(what)));
const card = () => room.cards('INC-1')[0];

describe('from a contact to the final result', () => {
  test('two programs in cars opt in to extra information', async () => {
    for (const carId of [ACCUSED, LISTENER]) {
      await race.rig.order(`say ${carId} /server-extra-info-opt-in`);
      await seen(carId, /Extra information is on/);
    }
  });

  test('two cars touch and the stewards get one card', async () => {
    await race.rig.order(`collide ${VICTIM} ${ACCUSED}`);
    await eventually('both reports', () => race.events('contact').length === 2);
    const { embeds } = await eventually('the card', card);
    const [victim, accused] = [driver(VICTIM).name, driver(ACCUSED).name];
    // The driver whose game reports it first is named first.
    const titles = [`${victim} and ${accused}`, `${accused} and ${victim}`].map((both) => `INC-1 · ${both} · lap 1`);
    expect(titles).toContain(embeds[0]?.title);
    // Posted with the first report, and edited with the second one.
    await eventuallyHolds(() => {
      for (const carId of [VICTIM, ACCUSED]) expect(card()?.embeds[0]?.description).toContain(`car ${carId} · lap 1`);
    });
    expect(race.events('incidentOpened')).toHaveLength(1);
  });

  test('the programs read the contact with their own car numbers; other cars read nothing', async () => {
    const [victim, accused] = [driver(VICTIM).guid, driver(ACCUSED).guid];
    await seen(ACCUSED, `Collision,0,${accused},${victim},1,10,`);
    await seen(ACCUSED, `Collision,1,${victim},${accused},0,10,`);
    await seen(LISTENER, `Collision,2,${accused},${victim},1,10,`);
    await seen(LISTENER, `Collision,1,${victim},${accused},2,10,`);
    for (const carId of [VICTIM, WITNESS]) expect(race.readInCar(carId).join('\n')).not.toContain('Collision');
  });

  test('a report from the victim joins the incident and stays private', async () => {
    await race.rig.order(`say ${VICTIM} !report he never braked`);
    expect(await seen(VICTIM, 'INC-')).toBe('Report received: INC-1. The stewards will review it.');
    await eventually('the words on the card', () => card()?.embeds[0]?.description?.includes('he never braked'));
    const elsewhere = [
      ...[ACCUSED, WITNESS, LISTENER].flatMap(race.readInCar),
      ...race.rig.serverLog().filter((line) => line.startsWith('UDP_PLUGIN: Broadcast')),
      ...['race-control', 'race-chat', 'race-log'].flatMap(race.rig.said),
    ];
    expect(elsewhere.join('\n')).not.toContain('never braked');
    expect(race.rig.said('race-chat').join('\n')).not.toContain('!report');
  });

  test('a report from a bystander opens a new incident', async () => {
    await race.rig.order(`say ${WITNESS} !report ${driver(ACCUSED).guid} cut the chicane`);
    expect(await seen(WITNESS, 'INC-')).toContain(`Report about ${driver(ACCUSED).name} received: INC-2.`);
    const { embeds } = await eventually('its card', () => room.cards('INC-2')[0]);
    expect(embeds[0]?.description).toContain('cut the chicane');
  });

  test('of two stewards deciding at once the first wins, and the second is told', async () => {
    const before = card()?.id;
    const question = await room.press('Stig', card(), '+5 s');
    const late = await room.press('Ada', card(), 'Drive-through');
    const accused = { drivers: [driver(ACCUSED).guid] };
    expect((await room.fill('Stig', question, accused)).reply()?.content).toMatch(
      /^\[INC-1\]\(https:\S+\): 5-second time penalty for /,
    );
    // The rest follows seconds later; by then the race would be in its last lap.
    expect(await seen(ACCUSED, 'P-1: ')).toMatch(/^\(1\/2\) P-1: 5-second time penalty \(INC-1, contact/);
    await eventually('the public word', () =>
      race.rig.said('race-control').find((line) => /^🚦 \*\*P-1\*\*/.test(line)),
    );
    expect(await answerOf(room.slash('Stig', 'penalty list'))).toMatch(/P-1.*5-second time penalty/s);
    await eventually('the decision on the card', () =>
      /^P-1 .*5-second time penalty \(issued\) by Stig/.test(fieldOf(card(), 'Decisions')),
    );
    expect([card()?.id, room.cards('INC-1').length]).toEqual([before, 1]);
    const refused = await room.fill('Ada', late, { ...accused, reason: 'never braked' });
    expect(refused.reply()?.content).toContain('Stig already decided: 5-second time penalty for');
    expect(JSON.stringify(refused.reply()?.components)).toContain('incident replace 1 drive-through');
    expect(race.events('penaltyGiven')).toHaveLength(1);
  });

  test('the programs read the penalty with their own car numbers; other cars read nothing', async () => {
    const { guid } = driver(ACCUSED);
    await seen(ACCUSED, `Penalty Applied,0,${guid},Time,Stig,0,9,5000`);
    await seen(LISTENER, `Penalty Applied,2,${guid},Time,Stig,0,9,5000`);
    for (const carId of [VICTIM, WITNESS]) expect(race.readInCar(carId).join('\n')).not.toContain('Penalty Applied');
  });

  test('the result of the race includes the five seconds', async () => {
    for (const lap of [1, 2]) {
      for (const carId of FINISH) await race.rig.order(`lap ${carId} ${90_000 + lap}`);
    }
    await race.rig.order('finish');
    written = original();
    await eventually('the result', () => race.rig.said('race-control').includes('Race: provisional classification'));
    const amended = await eventually('the amended file', () => resultsIn('results/amended')[0]);
    const { Result } = JSON.parse(read('results/amended', amended)) as { Result: readonly ResultRow[] };
    expect(Result.map(({ CarId }) => CarId)).toEqual([VICTIM, WITNESS, LISTENER, ACCUSED]);
    expect(Result.filter(({ HasPenalty }) => HasPenalty)).toMatchObject([
      { CarId: ACCUSED, PenaltyTime: 5_000_000_000, LapPenalty: 0, Disqualified: false },
    ]);
    const { description = '', fields: [penalties] = [] } = result() ?? {};
    expect(description.split('\n').map((line) => / \(P\d → P\d\)$/.exec(line)?.[0])).toEqual([
      ' (P2 → P1)',
      ' (P3 → P2)',
      ' (P4 → P3)',
      ' (P1 → P4)',
    ]);
    expect(description).toMatch(/^4\\. .* · \+5 s \(P1 → P4\)$/m);
    expect(penalties?.value).toMatch(/ · P-1 \+5 s: INC-1$/);
  });

  test('a final result cannot be changed', async () => {
    const question = room.slash('Stig', 'results finalise');
    expect(await answerOf(question)).toMatch(/No penalty can change it after that/);
    await room.press('Stig', question.reply(), 'Yes');
    await eventually('the final result', () => race.rig.said('race-control').includes('Race: final classification'));
    expect(await answerOf(room.slash('Stig', 'penalty clear', { number: 'P-1' }))).toMatch(
      /is final; nothing was changed/,
    );
    expect(race.rig.said('race-control')).not.toContain('Race: provisional classification');
  });

  test('the results file of the game server is unchanged', () => {
    expect(original()).toEqual(written);
    const { Result } = JSON.parse(original().text) as { Result: readonly ResultRow[] };
    expect(Result.map(({ CarId }) => CarId)).toEqual(FINISH);
  });
});

/** Less than five seconds separate the first from the last. */
const FINISH: readonly number[] = [ACCUSED, VICTIM, WITNESS, LISTENER];

interface ResultRow {
  readonly CarId: number;
  readonly TotalTime: number;
  readonly HasPenalty?: boolean;
}

const read = (folder: string, name: string): string => readFileSync(join(race.rig.directory, folder, name), 'utf8');

/** The game server's results file, and what would show that somebody has rewritten it. */
function original(): { text: string; mtimeMs: number; ino: number } {
  const [file = ''] = resultsIn('results').filter((name) => name.endsWith('_RACE.json'));
  const { mtimeMs, ino } = statSync(join(race.rig.directory, 'results', file));
  return { text: read('results', file), mtimeMs, ino };
}

const resultsIn = (folder: string): string[] => {
  try {
    return readdirSync(join(race.rig.directory, folder)).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
};

function result(): APIEmbed | undefined {
  const posts = race.rig.discord.world.posts.list(race.rig.discord.channel('race-control'));
  return posts.flatMap(({ embeds }) => embeds).find(({ title }) => title?.startsWith('Race: '));
}
