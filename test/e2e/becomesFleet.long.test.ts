/** One installation becomes an edge and a hub: the cards already on Discord are edited as before. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boardSettings, settingsFor } from '../../sandbox/demo/league.ts';
import type { EventOf } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { NatsServer, noNats } from '../fleet/nats/natsServer.ts';
import { Host } from './fleetRig.ts';
import { answerOf, built, openRig, type Pitwall, type Rig } from './rig.ts';

const run = promisify(execFile);

describe.skipIf(noNats)(noNats ?? 'one installation turned into a fleet', () => {
  let rig: Rig;
  let nats: NatsServer;
  let alone: Pitwall;
  let hub: Host;
  let edge: Host;
  beforeAll(async () => {
    rig = await openRig({ speed: 10, race: 'driven' });
    nats = await NatsServer.start();
    alone = await rig.startPitwall();
    const way = { NATS_URL: nats.url };
    hub = new Host('hub', temporaryDirectory('hub'), {
      ...settingsFor(rig.discord),
      ...boardSettings(rig.discord),
      ...way,
      NATS_PASSWORD: 'hub-secret',
    });
    edge = new Host('edge', dirname(rig.data), {
      ...way,
      EDGE: 'a',
      NATS_PASSWORD: 'a-secret',
      SERVER_ID: 'sprint',
      SERVER_DIR: rig.directory,
      ACSERVER_COMMAND: rig.command,
      LIFE_WARNING: 'no',
    });
  });
  afterAll(async () => {
    for (const host of [hub, edge]) await host.end();
    await nats.end('SIGKILL');
    await rig.close();
  });

  const slash = (name: string, options: Readonly<Record<string, string | number>> = {}) =>
    answerOf(
      rig.discord.person('Ada').slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options }),
    );
  const posts = (channel: string) => rig.discord.world.posts.list(rig.discord.channel(channel));
  const titled = (title: RegExp) =>
    posts('stewards').filter(({ embeds }) => embeds.some((each) => title.test(each.title ?? '')));
  const card = () => titled(/^INC-1\b/)[0];
  const take = async (from: string): Promise<string> => {
    const environment = { PATH: process.env.PATH ?? '', DATA_DIR: hub.data };
    const said = run(process.execPath, [built('src/pitwall.js'), 'hub', 'take', from], { env: environment });
    return said.then(({ stdout }) => stdout).catch((error: { stderr: string }) => error.stderr);
  };

  test('starts with an open incident and a board', async () => {
    await slash('server start');
    await eventually('drivers', () => rig.events().filter(({ type }) => type === 'driverLoaded').length >= 8);
    await slash('next_session');
    const races = () =>
      rig
        .events()
        .filter((event): event is EventOf<'sessionStarted'> => event.type === 'sessionStarted')
        .some(({ facts }) => facts.kind === 'race');
    await eventually('the race', races);
    for (const carId of [0, 2, 4, 6]) await rig.order(`lap ${carId} 90000`);
    await rig.order('collide 0 2');
    await eventually('the card', card);
    await eventually('the queue', () => titled(/queue/).length > 0);
    await eventually('the board', () => posts('live-timing').length > 0);
    await eventually('all is sent', () => rig.unsent() === 0);
  });

  test('the hub takes over the Discord data once nothing uses the store', async () => {
    expect(await take(rig.data)).toMatch(/^Another Pitwall is using /);
    await alone.kill();
    expect(await take(rig.data)).toMatch(
      /has what was Discord's of .*: links, cards and messages\. Start the hub with/,
    );
    expect(await take(rig.data)).toMatch(/pitwall\.db is there already/);
  });

  test('a button on an existing card acts at the edge and edits the card', async () => {
    const before = card();
    const idsOf = (messages: ReturnType<typeof posts>) => messages.map(({ id }) => id);
    const [queue, board] = [idsOf(titled(/queue/)), idsOf(posts('live-timing'))];
    await hub.start('Pitwall is ready');
    await edge.start('connected to NATS');
    await eventually('the hub knows the server', () => hub.log().includes('the edges are read'));
    const buttons = (before?.components ?? []).flatMap((row) => ('components' in row ? [...row.components] : []));
    const found = buttons.find((part) => 'label' in part && part.label === 'No further action');
    const press = () =>
      answerOf(
        rig.discord.person('Stig').click({
          message: before?.id ?? '',
          customId: found && 'custom_id' in found ? String(found.custom_id) : '',
        }),
      );
    await eventually('the edge is heard', () => hub.rows("SELECT 1 FROM fleet_state WHERE name = 'host/a'").length > 0);
    expect(await press()).toMatch(/INC-1/);
    await eventually('the card says so', () => /no further action/i.test(JSON.stringify(card()?.embeds)));
    expect(idsOf(titled(/^INC-1\b/))).toEqual([before?.id]);
    expect([idsOf(titled(/queue/)), idsOf(posts('live-timing'))]).toEqual([queue, board]);
    const decided = edge.events().filter(({ type }) => type === 'incidentDecided');
    expect(decided.length).toBeGreaterThan(0);
  });
});
