import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../sandbox/demo/desk.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Rig } from './rig.ts';

/** What a visitor of the demo finds. */
let rig: Rig;
let desk: Desk;
const folder = mkdtempSync(join(tmpdir(), 'pitwall-desk-'));
beforeAll(async () => {
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, 'GUID,name,number,team,Discord id\n');
  rig = await openRig({ speed: 4, settings: { ROSTER_FILE: roster } });
  await rig.startPitwall();
  const channel = rig.discord.channel('race-control');
  await answerOf(rig.discord.person('Ada').slash({ channel, path: ['server', 'start'] }));
  desk = openDesk({ discord: rig.discord, roster });
});
afterAll(async () => {
  desk.close();
  await rig.close();
  rmSync(folder, { recursive: true });
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);

const card = (number: number) =>
  rig.discord.world.posts
    .list(rig.discord.channel('stewards'))
    .find(({ embeds: [embed] }) => embed?.title?.startsWith(`INC-${number} `));
const labelsOn = (number: number): string => JSON.stringify(card(number)?.components ?? []);

describe('the desk of the demo', () => {
  test('decides a first incident that can be changed', async () => {
    await eventually('the first decision', () => events('incidentDecided').length > 0);
    const [first] = events('incidentDecided');
    expect(first?.decision).toMatchObject({ says: 'time', amount: 5, by: 'Stig', reason: 'left no room' });
    const number = first?.incident.number ?? 0;
    await eventually('its card', () => labelsOn(number).includes('Change a decision'));
  });

  test('makes an appeal in the name of the driver linked in the roster', async () => {
    const appeal = await eventually('the appeal', () => events('appealMade')[0]?.appeal);
    const second = events('incidentDecided').find(({ decision }) => decision.number === appeal.decision.number);
    expect(second?.decision).toMatchObject({ by: 'Stig', driver: { guid: appeal.driver.guid } });
    const channel = rig.discord.channel('race-control');
    const me = await answerOf(rig.discord.person('Dora').slash({ channel, path: ['me'] }));
    expect(me).toContain(`P-${appeal.decision.number}`);
  });

  test('leaves an incident open to decide', async () => {
    const taken = new Set(events('incidentDecided').map(({ incident }) => incident.number));
    const open = () => events('incidentOpened').find(({ incident: { number } }) => !taken.has(number))?.incident.number;
    const number = await eventually('another incident', open);
    await eventually('its card', () => labelsOn(number).includes('+5 s'));
  });
});
