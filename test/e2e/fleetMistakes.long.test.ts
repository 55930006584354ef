/** Mistakes by the owner of a fleet: one sentence reports each of them, and the race goes on. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { freePort } from '../ports.ts';
import { type FleetRig, Host, openFleetRig } from './fleetRig.ts';
import { built } from './rig.ts';

describe.skipIf(noNats)(noNats ?? 'two hosts with the same identity by mistake', () => {
  let rig: FleetRig;
  const others: Host[] = [];
  beforeAll(async () => {
    rig = await openFleetRig();
    await rig.start();
  });
  afterEach(async () => {
    for (const each of others.splice(0)) await each.end();
  });
  afterAll(() => rig.close());

  /** An edge beside the game server of another host. */
  async function openEdge(settings: Readonly<Record<string, string>>, ready = 'connected to NATS'): Promise<Host> {
    const directory = temporaryDirectory('other');
    const ports = {
      game: await freePort(),
      http: await freePort(),
      pluginLocal: await freePort(),
      plugin: await freePort(),
    };
    const game = createServerDirectory({
      directory: join(directory, 'server'),
      ports,
      program: built('sandbox/acserver/main.js'),
      speed: 10,
      mode: 'drive',
    });
    const edge = new Host('edge', directory, {
      NATS_URL: rig.nats.url,
      SERVER_ID: 'other',
      SERVER_DIR: game.directory,
      ACSERVER_COMMAND: game.command.map((word) => `"${word}"`).join(' '),
      LIFE_WARNING: 'no',
      ...settings,
    });
    others.push(edge);
    await edge.start(ready);
    return edge;
  }
  const says = (host: Host, sentence: RegExp) => eventually(`"${sentence}"`, () => sentence.test(host.log()));
  const servers = () => rig.hub.rows<{ value: string }>("SELECT value FROM fleet_state WHERE name LIKE 'host/%'");

  test('a second Pitwall with the name of an edge is refused until the first one ends', async () => {
    const second = await openEdge({ EDGE: 'a', NATS_PASSWORD: 'a-secret' });
    await says(second, /WARN: Two Pitwalls claim to be the edge a: \S+, process \d+; and \S+, process \d+\. Give/);
    await says(rig.hub, /WARN: An edge that says it is a is told: Two Pitwalls/);
    expect(second.log().match(/Two Pitwalls/g)).toHaveLength(1);
    expect(servers().join()).not.toContain('other');
    expect(await rig.say('server drivers', { server: 'spa' })).not.toMatch(/out of reach|unreachable/);
    await rig.edges.a.end();
    await says(second, /INFO: the hub takes what this edge tells/);
    await second.end();
    await rig.edges.a.start('connected to NATS');
  });

  test('an edge with the letter of another host is warned and uses no number with it', async () => {
    await rig.edges.b.end();
    const same = await openEdge({ EDGE: 'b', EDGE_LETTER: 'A', NATS_PASSWORD: 'b-secret' });
    await says(
      same,
      /WARN: The letter A is that of the host a: set EDGE_LETTER to another one on b\. Until then its race/,
    );
    expect(same.rows('SELECT 1 FROM sqlite_sequence WHERE seq BETWEEN 1000000 AND 1999999')).toEqual([]);
  });

  test('an edge with a server id of another host is warned', async () => {
    const same = await openEdge({ EDGE: 'b', SERVER_ID: 'spa', NATS_PASSWORD: 'b-secret' });
    await says(same, /WARN: The server id spa belongs to the host a: give it another one here; it is not shown/);
    await same.end();
    await rig.edges.b.start('connected to NATS');
  });

  test('an edge with a wrong password logs one warning and keeps running', async () => {
    const locked = await openEdge({ EDGE: 'b', NATS_PASSWORD: 'a-secret' }, 'This is the edge b; game servers: other');
    await says(locked, /WARN: NATS does not take the password of the user b\. Set NATS_PASSWORD/);
    expect(locked.log().match(/WARN|ERROR|at async/g)).toEqual(['WARN']);
  });

  test('a second hub is refused and told which one is serving', async () => {
    const second = new Host('hub', temporaryDirectory('second-hub'), {
      ...rig.hubSettings,
      WEBSOCKET_PORT: '',
    });
    others.push(second);
    await expect(second.start('Pitwall is ready')).rejects.toThrow(
      /Another hub serves this fleet: \S+, process \d+\. End it first; there is one Discord, and one hub\./,
    );
    expect(await rig.say('server drivers', { server: 'spa' })).not.toMatch(/out of reach|unreachable|Another hub/);
  });
});
