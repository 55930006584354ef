import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byDiscord } from './director.ts';
import { openRig, type Pitwall, type Rig, answerOf as wordsOf } from './rig.ts';

// A league with one steward and one race director, who both drive tonight: Stig in car 0, Ada in car 2. Two officials
// have to agree. INC-1 is between Stig and Ada, INC-2 is between cars 4 and 6.

/** The GUID of the driver in a car. */
const guidOf = (carId: number): string => inCar(carId)?.driver.guid ?? '';

let rig: Rig;
let pitwall: Pitwall;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-judging-'));
const roster = join(folder, 'roster.csv');
beforeAll(async () => {
  rig = await openRig({
    speed: 10,
    race: 'driven',
    settings: { ROSTER_FILE: roster, STEWARDS_NEEDED: '2', FOLD_KMH: '0' },
  });
  writeFileSync(roster, 'GUID,name\n');
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  const written = readFileSync(cfg, 'utf8');
  writeFileSync(cfg, written.replace(/^LAPS=6$/m, 'LAPS=500').replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'));
  pitwall = await rig.startPitwall();
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
/** An incident's name is a link to its card. */
const answerOf = async (handle: Parameters<typeof wordsOf>[0]): Promise<string> =>
  (await wordsOf(handle)).replace(/\[(INC-\d+)\]\([^)]*\)/g, '$1');

const inCar = (carId: number) => events('driverJoined').find(({ driver }) => driver.carId === carId);

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  answerOf(
    rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options }),
  );

/** The newest message for stewards with this button, and the button's id. */
function buttonOf(label: string, about: string) {
  const messages = rig.discord.world.posts.list(rig.discord.channel('stewards'));
  for (const { id, embeds, components = [] } of [...messages].reverse()) {
    if (!JSON.stringify(embeds).includes(about)) continue;
    const parts = components.flatMap((row) => ('components' in row ? [...row.components] : []));
    for (const part of parts) {
      if ('custom_id' in part && 'label' in part && part.label === label) {
        return { message: id, customId: String(part.custom_id) };
      }
    }
  }
  return undefined;
}

async function press(person: string, label: string, about: string) {
  const found = await eventually(`the button ${label}`, () => buttonOf(label, about));
  return rig.discord.person(person).click(found);
}

/** Everything in the stewards' channel. */
const cards = (): string =>
  rig.discord.world.posts
    .list(rig.discord.channel('stewards'))
    .map(({ embeds }) => JSON.stringify(embeds))
    .join('\n');

const STIG_IS_IN_IT = 'You are involved in INC-1, as Mara Quint, so another steward has to judge it.';

describe('a race with the stewards driving', () => {
  test('has two incidents', async () => {
    await slash('Ada', 'server start');
    await eventually('the start', () => events('serverStarted').length === 1);
    await rig.order('calm');
    await eventually('drivers', () => events('driverLoaded').length >= 8);
    const people = [
      [0, 'Stig at the wheel', rig.discord.person('Stig').id],
      [2, 'Ada at the wheel', rig.discord.person('Ada').id],
    ] as const;
    const rows = people.map(([carId, name, account]) => `${guidOf(carId)},${name},${account}`);
    writeFileSync(roster, ['GUID,name,Discord id', ...rows, ''].join('\n'));
    expect(await slash('Ada', 'roster reload')).toContain('2 drivers');
    await (await byDiscord(rig)).say('next_session');
    await eventually('the race', () => events('sessionStarted').at(-1)?.facts.kind === 'race');
    for (const carId of [0, 2, 4, 6]) await rig.order(`lap ${carId} 90000`);
    await rig.order('collide 0 2');
    await eventually('INC-1', () => events('incidentOpened').length === 1);
    await rig.order('collide 4 6');
    await eventually('INC-2', () => events('incidentOpened').length === 2);
  });

  test('refuses a racing steward their own incident, by button, by command and by penalty', async () => {
    expect(await answerOf(await press('Stig', 'No further action', 'INC-1'))).toContain(STIG_IS_IN_IT);
    const order = { number: '1', drivers: guidOf(2), outcome: 'time', amount: 5 };
    expect(await slash('Stig', 'incident decide', order)).toContain(STIG_IS_IN_IT);
    expect(await slash('Stig', 'incident take', { number: '1' })).toContain(STIG_IS_IN_IT);
    expect(await slash('Stig', 'penalty give', { driver: guidOf(2), type: 'time', amount: 5 })).toMatch(
      /You and .* were in INC-1 together in that session/,
    );
    expect(events('penaltyGiven')).toEqual([]);
  });

  test('lets an admin judge their own incident only with a reason, shown on the card', async () => {
    const order = { number: '1', drivers: guidOf(0), outcome: 'drive-through' };
    const asked = rig.discord.person('Ada').slash({
      channel: rig.discord.channel('race-control'),
      path: ['incident', 'decide'],
      options: order,
    });
    await eventually('the form', () => asked.modal !== undefined);
    expect(JSON.stringify(asked.modal)).toContain('Why you judge it although involved');
    expect(await slash('Ada', 'incident take', { number: '1' })).toContain('As an admin you can still judge it');
    await slash('Ada', 'incident decide', { ...order, reason: 'nobody else is here' });
    await eventually('the penalty', () => events('penaltyGiven').length === 1);
    await eventually('the card', () =>
      cards().includes('Ada (admin) judged despite being involved: nobody else is here'),
    );
    expect(await slash('Stig', 'penalty clear', { number: '1' })).toContain(STIG_IS_IN_IT);
    expect(await slash('Stig', 'penalty served', { number: '1' })).toContain(STIG_IS_IN_IT);
    expect(await slash('Stig', 'incident confirm', { number: 'P-1' })).toContain(STIG_IS_IN_IT);
    expect(events('penaltyChanged').filter(({ penalty }) => penalty.state === 'withdrawn')).toEqual([]);
  });

  test('applies a decision at once during the race, until another steward confirms it', async () => {
    await slash('Stig', 'incident decide', { number: '2', drivers: guidOf(4), outcome: 'time', amount: 5 });
    await eventually('the penalty', () => events('penaltyGiven').length === 2);
    await eventually('the card', () => cards().includes('in force, awaiting confirmation'));
    expect(await answerOf(await press('Stig', 'Confirm P-2', 'INC-2'))).toContain(
      'P-2 is your own decision: another steward has to confirm it',
    );
    expect(await answerOf(await press('Ada', 'Confirm P-2', 'INC-2'))).toContain('confirmed by Ada');
    await eventually('the card', () => cards().includes('confirmed by Ada'));
    expect(events('penaltyGiven')).toHaveLength(2);
  });

  test('only proposes a decision after the race, across a kill, until it is confirmed', async () => {
    await rig.order('finish');
    await eventually('the result', () => events('classified').length > 0);
    const order = { number: '2', drivers: guidOf(6), outcome: 'time', amount: 300 };
    expect(await slash('Stig', 'incident decide', order)).toContain('another steward has to confirm it');
    const { number } = await eventually('the proposal', () =>
      events('proposalChanged').find(({ proposal }) => proposal.state === 'proposed'),
    ).then(({ proposal }) => proposal);
    const isTold = () => events('penaltyGiven').some(({ penalty }) => penalty.number === number);
    expect(await slash('Ada', 'results finalise')).toContain(`P-${number} is proposed, does not count`);
    await pitwall.kill();
    pitwall = await rig.startPitwall();
    expect(isTold()).toBe(false);
    expect(await slash('Stig', 'incident confirm', { number: String(number) })).toContain(
      `P-${number} is your own decision`,
    );
    expect(await answerOf(await press('Ada', `Confirm P-${number}`, 'INC-2'))).toContain('confirmed by Ada');
    await eventually('the penalty', isTold);
    await eventually('the result with it', () =>
      events('classified')
        .at(-1)
        ?.classification.amendments.some(({ penalty }) => penalty === `P-${number}`),
    );
  });
});
