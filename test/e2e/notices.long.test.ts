import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byWebsocket, type Director } from './director.ts';
import { answerOf, openRig, type Rig } from './rig.ts';

/** Everybody has joined within a second of the start. */
const SPEED = 25;
const LINKED = 2;
const ABSENT = 3;

let rig: Rig;
let director: Director;
/** What each sent message says, and whom it may ping. */
const sent: { readonly content?: string; readonly allowed_mentions?: { readonly users?: readonly string[] } }[] = [];

beforeAll(async () => {
  rig = await openRig({
    speed: SPEED,
    race: 'driven',
    observe({ route, body }) {
      if (route === 'POST /channels/:channel/messages') sent.push(body as (typeof sent)[number]);
    },
    settings: { GREETING: 'off' },
  });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  writeFileSync(
    cfg,
    readFileSync(cfg, 'utf8')
      .replace(/^TIME=3$/m, 'TIME=600')
      .replace(/^LAPS=6$/m, 'LAPS=500')
      .replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'),
  );
  await rig.startPitwall();
  director = await byWebsocket(rig);
  expect(await director.say('server start')).toMatch(/started/);
  await eventually('everybody', () => events('driverLoaded').length >= 8);
  await director.say('next_session');
  await eventually('the race', () => events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
});
afterAll(async () => {
  director.close();
  await rig.close();
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
const inCar = (carId: number) => events('driverJoined').find(({ driver }) => driver.carId === carId);
const guid = (carId: number): string => inCar(carId)?.driver.guid ?? '';
const readIn = (carId: number): string[] =>
  rig.serverLog().filter((line) => line.startsWith(`UDP_PLUGIN: Send chat to car ${carId} MESSAGE: `));
const pinging = () => sent.filter(({ allowed_mentions: allowed }) => (allowed?.users ?? []).length > 0);

describe('a driver absent at the time of a decision', () => {
  test('is told on loading, before anything else', async () => {
    const { driver, model } = inCar(ABSENT) ?? {};
    await rig.order(`leave ${ABSENT}`);
    await eventually('the departure', () => events('driverLeft').some((event) => event.driver.guid === driver?.guid));
    const before = rig.serverLog().length;
    const given = await director.say('penalty give', { driver: guid(ABSENT), type: 'drive-through', laps: 2 });
    expect(given).toMatch(/P-1.*on their next join/s);

    await rig.order(`join "${driver?.name}" ${driver?.guid} ${model}`);
    const back = await eventually('the driver', () => events('driverLoaded')[8]);
    expect(back.driver.guid).toBe(driver?.guid);
    const { carId } = back.driver;
    await eventually('the words in the car', () =>
      readIn(carId).some((line) => line.includes('P-1: drive-through, serve')),
    );
    const lines = rig.serverLog().slice(before);
    const chat = lines.filter((line) => line.startsWith(`UDP_PLUGIN: Send chat to car ${carId} MESSAGE: `));
    expect(chat[0]).toMatch(/MESSAGE: (\(1\/\d\) )?P-1: drive-through, serve within 2 laps/);
    const loaded = lines.findIndex((line) => line.startsWith(`Reset time offset for ${driver?.name} `));
    expect(loaded).toBeGreaterThan(-1);
    expect(lines.indexOf(chat[0] ?? '')).toBeGreaterThan(loaded);
    expect(chat.filter((line) => line.includes('P-1: drive-through, serve'))).toHaveLength(1);
  });
});

describe('a driver with a linked account', () => {
  test('links it with the code from the car', async () => {
    await rig.order(`say ${LINKED} !link`);
    const code = await eventually('the code', () => /type \/link (\S+)/.exec(readIn(LINKED).join('\n'))?.[1]);
    const asked = rig.discord
      .person('Dora')
      .slash({ channel: rig.discord.channel('race-control'), path: ['link'], options: { code } });
    expect(await answerOf(asked)).toMatch(/You're linked to .+\./);
  });

  test('is mentioned once, after the flag, and nobody else is', async () => {
    const dora = rig.discord.person('Dora').id;
    const given = await director.say('penalty give', { driver: guid(LINKED), type: 'time', amount: 5 });
    expect(given).toMatch(/P-2/);
    await eventually('the public word', () => rig.said('race-control').some((line) => /^🚦 \*\*P-2\*\*/.test(line)));
    expect(pinging()).toEqual([]);

    await rig.order('finish');
    await eventually('the flag', () => events('sessionEnded').length >= 2);
    await eventually('the mention', () => pinging().length > 0);
    await eventually('everything is sent', () => rig.unsent() === 0);
    const [mention, ...others] = pinging();
    expect(others).toEqual([]);
    expect(mention?.content).toMatch(
      new RegExp(`^<@${dora}> 📣 [^\n]*\n\\*\\*P-2\\*\\*: 5-second time penalty · appeal until <t:\\d+:t>$`),
    );
    expect(mention?.allowed_mentions).toEqual({ parse: [], users: [dora] });
    const pinged = rig.discord.world.posts
      .list(rig.discord.channel('race-control'))
      .filter(({ mentions }) => mentions.length > 0);
    expect(pinged.map(({ mentions }) => mentions.map(({ id }) => id))).toEqual([[dora]]);
  });
});
