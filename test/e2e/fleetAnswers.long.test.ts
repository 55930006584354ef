import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { type FleetRig, type Host, openFleetRig } from './fleetRig.ts';

/** The simulated server's Mara Quint. */
const MARA = '76561197900000001';
/** What fits in one message, in bytes. */
const PIECE = 256 * 1024;
const others = Array.from(
  { length: 16_000 },
  (_, each) => `${76561198000000000n + BigInt(each)};Driver number ${each}`,
);
/** More than twice what fits in one message. */
const LONG_ROSTER = `guid;name\n${others.join('\n')}\n${MARA};Mara Kestrel\n`;

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** What a hub answers on Discord about things at its edges. */
describe.skipIf(noNats)(noNats ?? 'answers across two hosts', () => {
  let rig: FleetRig;
  const folder = temporaryDirectory('roster');
  beforeAll(async () => {
    const roster = join(folder, 'season.csv');
    writeFileSync(roster, LONG_ROSTER);
    rig = await openFleetRig({ settings: { DISCORD_LINKS_COUNT_IN_GAME: 'yes', ROSTER_FILE: roster } });
    await rig.start();
    await Promise.all([race('a', 'spa'), race('b', 'monza')]);
  });
  afterAll(() => rig.close());

  async function race(name: 'a' | 'b', server: string): Promise<void> {
    const edge = rig.edges[name];
    await rig.say('server start', { server });
    await edge.order('calm');
    await eventually('drivers', () => of(edge, 'driverLoaded').length >= 8);
    await rig.say('next_session', { server });
    await eventually('the race', () => of(edge, 'sessionStarted').at(-1)?.facts.kind === 'race');
    for (const carId of [0, 2, 4, 6]) await edge.order(`lap ${carId} 90000`);
    await edge.order('collide 0 2');
    await eventually('an incident', () => of(edge, 'incidentOpened').length >= 1);
  }
  const of = <T extends EventType>(host: Host, type: T) =>
    host.events().filter((event): event is EventOf<T> => event.type === type);
  const channel = () => rig.discord.channel('race-control');
  const slash = (path: string, options: Readonly<Record<string, string | number>> = {}, who = 'Ada'): Handle =>
    rig.discord.person(who).slash({ channel: channel(), path: path.split(' '), options });
  const choices = async (path: string, options: Readonly<Record<string, string>>, focused: string) => {
    const asked = rig.discord
      .person('Ada')
      .autocomplete({ channel: channel(), path: path.split(' '), options, focused });
    const begun = performance.now();
    await asked.done();
    return { values: asked.choices?.map(({ value }) => value), ms: performance.now() - begun };
  };
  const attachmentsOf = (asked: Handle) => [...(asked.reply()?.attachments ?? [])];
  const buttonOf = (asked: Handle, label: string): { message: string; customId: string } => {
    const parts = (asked.reply()?.components ?? []).flatMap((row) => ('components' in row ? [...row.components] : []));
    const found = parts.find((part) => 'label' in part && part.label === label);
    return { message: asked.reply()?.id ?? '', customId: found && 'custom_id' in found ? String(found.custom_id) : '' };
  };

  /** The hub has to hear from a newly started edge first. */
  const isCommanded = (server: string) =>
    eventually(
      'its host is commanded',
      async () => !/out of reach|unreachable|did not get this/.test(await rig.say('server sessions', { server })),
    );

  /** Where the cars were is known a few seconds after a contact. */
  const pictureOnCard = (name: string) =>
    eventually('the picture on the card', () =>
      rig.discord.world.posts
        .list(rig.discord.channel('stewards'))
        .some(({ embeds }) => JSON.stringify(embeds).includes(name)),
    );

  test('a number with a letter finds its host from any channel', async () => {
    await pictureOnCard('inc-b1.png');
    const shown = slash('incident show', { number: 'INC-B1' });
    expect(await rig.answerOf(shown)).toContain('INC-B1');
    expect(shown.reply()?.embeds[0]?.image?.url).toMatch(/inc-b1\.png/);
    expect(await rig.say('incident show', { number: 'A1' })).toContain('INC-A1');
    expect(await rig.say('incident show', { number: 'INC-Q1' })).toContain(
      'No host has the letter Q of "INC-Q1"; there are A for a, B for b.',
    );
    expect((await choices('incident show', { number: '' }, 'number')).values).toEqual(
      expect.arrayContaining(['A1', 'B1']),
    );
    expect((await choices('incident show', { number: 'b1' }, 'number')).values).toEqual(['B1']);
  });

  test('an animation is drawn on the host of the incident', async () => {
    const shown = slash('incident picture', { number: 'INC-B1', form: 'animation' });
    await rig.answerOf(shown);
    const [gif] = attachmentsOf(shown);
    expect(gif).toMatchObject({ filename: 'inc-b1.gif' });
  });

  test('a discussion thread opens on the card of the incident', async () => {
    expect(await rig.say('incident discuss', { number: 'INC-B1' })).toMatch(/<#\d+>/);
    expect(rig.discord.world.places.threads().map(({ name }) => name)).toEqual([expect.stringContaining('INC-B1')]);
  });

  test('a Discord role counts in the car on an edge', async () => {
    const { b } = rig.edges;
    const answers = () =>
      b
        .gameLog()
        .split('\n')
        .filter((line) => /car 4 MESSAGE: /.test(line));
    await b.order('say 4 !penalty list');
    await eventually('a refusal', () => answers().some((line) => /for stewards/.test(line)));
    await b.order('say 4 !link');
    const code = await eventually('the code', () =>
      answers()
        .map((line) => /\b([A-HJ-NP-Z2-9]{6})\b/.exec(line.split('MESSAGE: ')[1] ?? '')?.[1])
        .find((found) => found !== undefined),
    );
    expect(await rig.answerOf(slash('link', { code }, 'Stig'))).toMatch(/\d/);
    const before = answers().length;
    await b.order('say 4 !penalty list');
    await eventually('an answer', () => answers().length > before);
    expect(answers().slice(before).join('\n')).not.toMatch(/for stewards/);
  });

  test('/doctor and /setup cover every host', async () => {
    const found = await rig.say('doctor');
    expect(found).toMatch(/✅ Every edge is in touch.*✅ Hub and edge clocks agree/s);
    expect(found).toMatch(/✅ Every running game server sends UDP data/);
    expect(found).not.toMatch(/Discord has other commands/);
    const said = await rig.say('setup', { what: 'line' });
    expect(said).toMatch(/spa: said in the game/);
    expect(said).toMatch(/monza: said in the game/);
    for (const { gameLog } of Object.values(rig.edges)) {
      await eventually('the line in the game', () => gameLog().includes('Race control is connected.'));
    }
    expect(await rig.say('setup', { what: 'show' })).toMatch(/#race-log: there/);
  });

  test('results are exported as files', async () => {
    await rig.edges.b.order('finish');
    await eventually('the result', () => of(rig.edges.b, 'classified').length > 0);
    const exported = slash('results export', { server: 'monza' });
    await rig.answerOf(exported);
    expect(attachmentsOf(exported).length).toBeGreaterThan(0);
  });

  test('a driver reports somebody of a past session who has left, from any channel', async () => {
    const { b } = rig.edges;
    await rig.say('kick', { server: 'monza', driver: '6', reason: 'done' });
    await eventually('the driver has left', () => of(b, 'driverLeft').some(({ driver }) => driver.carId === 6));
    const asked = { server: 'monza', session: '', driver: 'Porter (car 6)' };
    // The newest has begun since the race.
    const [, session = ''] = (await choices('report', asked, 'session')).values ?? [];
    const [guid = ''] = (await choices('report', { ...asked, session: String(session) }, 'driver')).values ?? [];
    const options = { server: 'monza', session: String(session), driver: String(guid), words: 'pushed me off' };
    expect(await rig.answerOf(slash('report', options, 'Stig'))).toMatch(
      /Report about Sam Porter \\\(car 6\\\) received: INC-B\d+/,
    );
    const { incident } = await eventually('the report', () =>
      of(b, 'incidentOpened').find((event) => event.incident.reports.length > 0),
    );
    expect(incident).toMatchObject({
      sessionKind: 'race',
      reports: [{ by: { carId: 4 }, against: { carId: 6, guid }, words: 'pushed me off' }],
    });
  });

  test('files too large for one message are exported completely', async () => {
    const { b } = rig.edges;
    const results = join(b.directory, 'results');
    const [newest = ''] = readdirSync(results)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse();
    const written = JSON.parse(readFileSync(join(results, newest), 'utf8')) as { Laps: object[] };
    const laps = Array.from({ length: 1500 }, (_, each) => written.Laps[each % written.Laps.length]);
    writeFileSync(join(results, newest), JSON.stringify({ ...written, Laps: laps }));
    const exported = slash('results export', { server: 'monza' });
    await rig.answerOf(exported);
    const sent = attachmentsOf(exported);
    expect(sent.map(({ size }) => size).filter((size) => size > PIECE)).toHaveLength(2);
    // The sizes of the files at the host.
    const sizes = filesBelow(b.directory).map((path) => statSync(path).size);
    for (const { size, filename } of sent) expect(sizes, filename).toContain(size);
    // Searching outgoing data for passwords must not block anything else.
    expect(rig.hub.log()).not.toMatch(/out of reach/);
  });

  test('a roster too large for one message reaches every host', async () => {
    for (const edge of Object.values(rig.edges)) {
      const facts = "SELECT length(value) AS length, value LIKE '%Mara Kestrel%' AS isWhole FROM fleet_state";
      const [found] = edge.rows<{ length: number; isWhole: number }>(`${facts} WHERE name = 'facts'`);
      expect(found?.isWhole).toBe(1);
      expect(found?.length).toBeGreaterThan(2 * PIECE);
    }
    // The host decides who is meant by that name.
    expect(await rig.say('warn', { server: 'spa', driver: 'Mara Kestrel', reason: 'too slow' })).toMatch(
      /Mara Kestrel/,
    );
    expect(of(rig.edges.a, 'penaltyGiven').at(-1)?.penalty.driver.guid).toBe(MARA);
  });

  test('autocomplete leaves out a host that is too slow', async () => {
    rig.edges.b.signal('SIGSTOP');
    const numbers = await choices('incident show', { number: '' }, 'number');
    const drivers = await choices('kick', { server: 'monza', driver: 'M' }, 'driver');
    rig.edges.b.signal('SIGCONT');
    expect(numbers.values).toContain('A1');
    expect(numbers.values?.filter((value) => !String(value).startsWith('A'))).toEqual([]);
    expect(drivers.values).toEqual([]);
    expect(Math.max(numbers.ms, drivers.ms)).toBeLessThan(2000);
    await eventually('all again', async () =>
      (await choices('incident show', { number: '' }, 'number')).values?.includes('B1'),
    );
  });

  test('a form that would come too late is offered by a button', async () => {
    rig.edges.b.signal('SIGSTOP');
    const asked = slash('penalty give', { server: 'monza', driver: '0', type: 'time' });
    await eventually('word that it is not confirmed', () =>
      /The host b has not confirmed this yet; if it is not done by \d\d:\d\d:\d\d UTC, it will not be done at all/.test(
        asked.reply()?.content ?? '',
      ),
    );
    rig.edges.b.signal('SIGCONT');
    await eventually('what is missing', () => /Nothing was done\. Missing/.test(asked.reply()?.content ?? ''));
    const pressed = rig.discord.person('Ada').click(buttonOf(asked, 'Fill it in'));
    await eventually('the form', () => pressed.modal !== undefined);
  });

  test('a question is expired once its edge was restarted', async () => {
    const { b } = rig.edges;
    const asked = slash('server stop', { server: 'monza' });
    await eventually('the question', () => buttonOf(asked, 'Yes').customId !== '');
    await b.end('SIGKILL');
    await b.start('connected to NATS');
    await isCommanded('monza');
    expect(await rig.answerOf(rig.discord.person('Ada').click(buttonOf(asked, 'Yes')))).toMatch(
      /That question has expired/,
    );
    expect(of(b, 'serverStopped')).toEqual([]);
  });

  test('a slow order is still answered', async () => {
    const { b } = rig.edges;
    await isCommanded('monza');
    b.signal('SIGSTOP');
    const asked = slash('warn', { server: 'monza', driver: '0', reason: 'too slow' });
    await eventually('word that it is not confirmed', () => /has not confirmed/.test(asked.reply()?.content ?? ''));
    expect(of(b, 'penaltyGiven')).toEqual([]);
    b.signal('SIGCONT');
    expect(await rig.answerOf(asked)).toMatch(/P-B1.*warn/is);
    expect(of(b, 'penaltyGiven')).toHaveLength(1);
  });
});
