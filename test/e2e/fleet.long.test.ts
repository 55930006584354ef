import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { EventOf, EventType, RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { type FleetRig, type Host, openFleetRig } from './fleetRig.ts';

/** Two hosts, one Discord. */
describe.skipIf(noNats)(noNats ?? 'a league on two hosts', () => {
  let rig: FleetRig;
  beforeAll(async () => {
    rig = await openFleetRig();
    await rig.start();
  });
  afterAll(() => rig.close());

  const of = <T extends EventType>(host: Host, type: T) =>
    host.events().filter((event): event is EventOf<T> => event.type === type);
  const guidAt = (carId: number): string =>
    of(rig.edges.a, 'driverJoined').find(({ driver }) => driver.carId === carId)?.driver.guid ?? '';
  const onServer = (id: string): RaceEvent[] => rig.hub.events().filter(({ server }) => server === id);
  const hubHasAll = () =>
    eventually('the hub has all that the edge has', () => onServer('spa').length === rig.edges.a.events().length).then(
      () => expect(onServer('spa')).toEqual(rig.edges.a.events()),
    );
  const cards = (): string =>
    rig.discord.world.posts
      .list(rig.discord.channel('stewards'))
      .map(({ embeds }) => JSON.stringify(embeds))
      .join('\n');

  /** The button with this label on the stewards' card of an incident. */
  async function press(label: string, about: RegExp) {
    const found = await eventually(`the button ${label}`, () => {
      const posts = rig.discord.world.posts.list(rig.discord.channel('stewards'));
      for (const { id, embeds, components = [] } of [...posts].reverse()) {
        if (!about.test(JSON.stringify(embeds))) continue;
        const parts = components.flatMap((row) => ('components' in row ? [...row.components] : []));
        for (const part of parts) {
          if ('custom_id' in part && 'label' in part && part.label === label) {
            return { message: id, customId: String(part.custom_id) };
          }
        }
      }
      return undefined;
    });
    return rig.discord.person('Stig').click(found);
  }

  test('a command is carried out where its server is', async () => {
    expect(await rig.say('server start', { server: 'spa' })).toMatch(/started/);
    await rig.edges.a.order('calm');
    expect(rig.edges.a.audit().map(({ command, outcome }) => [command, outcome])).toEqual([['server start', 'done']]);
    expect(rig.edges.b.audit()).toEqual([]);
    await eventually('drivers', () => of(rig.edges.a, 'driverLoaded').length >= 8);
  });

  test('what happens there is journaled and posted here, with its host’s names of cars', async () => {
    await hubHasAll();
    await eventually('the joins', () =>
      rig.said('race-log').some((line) => /joined in car 0, Mazda MX5 Cup/.test(line)),
    );
    await eventually('the audit', () => rig.hub.audit().length === 1);
    expect(rig.hub.audit()).toEqual(rig.edges.a.audit());
    await eventually('the board', () => rig.said('live-timing').length > 0);
  });

  test('a question is put here and answered there', async () => {
    await rig.say('server start', { server: 'monza' });
    await rig.edges.b.order('calm');
    expect(await rig.say('server stop', { server: 'monza' })).toMatch(/stopped/);
    expect(of(rig.edges.b, 'serverStopped')).toHaveLength(1);
  });

  test('what is typed is completed by the host', async () => {
    const asked = rig.discord.person('Ada').autocomplete({
      channel: rig.discord.channel('race-control'),
      path: ['kick'],
      options: { server: 'spa', driver: 'Mara' },
      focused: 'driver',
    });
    await asked.done();
    expect(asked.choices?.map(({ name }) => name)).toEqual([expect.stringContaining('Mara Quint')]);
  });

  test('an incident there is decided by a press here', async () => {
    await rig.say('next_session', { server: 'spa' });
    await eventually('the race', () => of(rig.edges.a, 'sessionStarted').at(-1)?.facts.kind === 'race');
    for (const carId of [0, 2, 4, 6]) await rig.edges.a.order(`lap ${carId} 90000`);
    await rig.edges.a.order('collide 0 2');
    await eventually('an incident', () => of(rig.edges.a, 'incidentOpened').length === 1);
    const asked = await press('+5 s', /INC-A1/);
    await eventually('the form', () => asked.modal !== undefined);
    const filled = rig.discord
      .person('Stig')
      .submit({ modal: asked, fields: { drivers: [guidAt(0)], reason: 'no room' } });
    expect(await rig.answerOf(filled)).toMatch(/5 s/);
    const [given] = of(rig.edges.a, 'penaltyGiven');
    expect(given?.penalty).toMatchObject({ type: 'time', amount: 5, driver: { guid: guidAt(0) } });
    await eventually('the card', () => /5 s/.test(cards()));
    await hubHasAll();
  });

  test('chat goes both ways', async () => {
    await rig.edges.a.order('say 0 good morning');
    await eventually('the line on Discord', () =>
      rig.said('race-chat').some((line) => /Mara Quint.*: good morning/.test(line)),
    );
    rig.discord.person('Dora').say({ channel: rig.discord.channel('race-chat'), text: 'and to you' });
    await eventually('the line in the game', () => rig.edges.a.gameLog().includes('Dora: and to you'));
  });

  test('a driver links an account that the hub keeps, and its host knows', async () => {
    await rig.edges.a.order('say 4 !link');
    const code = await eventually(
      'the code in the car',
      () => /car 4 MESSAGE: .*\b([A-HJ-NP-Z2-9]{6})\b/.exec(rig.edges.a.gameLog())?.[1],
    );
    const linked = rig.discord
      .person('Dora')
      .slash({ channel: rig.discord.channel('race-control'), path: ['link'], options: { code } });
    expect(await rig.answerOf(linked)).toMatch(/4711/);
    const links = () =>
      rig.edges.a.rows<{ value: string }>("SELECT value FROM fleet_state WHERE name = 'facts'")[0]?.value;
    await eventually('the edge knows', () => links()?.includes(guidAt(4)));
    await rig.edges.a.order('say 4 !unlink');
    await eventually('the edge knows that it is over', () => links()?.startsWith('{"links":[]'));
  });

  test('a program at the hub’s websocket sees both servers', async () => {
    const socket = new WebSocket(rig.websocket);
    const frames: string[] = [];
    socket.on('message', (text) => frames.push(String(text)));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('@1 server=spa server drivers');
    await eventually('an answer', () =>
      frames.find((frame) => /"id": "1"/.test(frame) && frame.includes('Mara Quint')),
    );
    socket.send('subscribe');
    await eventually('a subscription', () => frames.find((frame) => frame.includes('spa, monza')));
    socket.terminate();
  });

  test('an edge that is cut off answers in the car, and tells later', async () => {
    await rig.hub.end('SIGKILL');
    await rig.nats.end('SIGKILL');
    await rig.edges.a.order('say 2 !whoami');
    await eventually('the answer in the car', () =>
      /car 2 MESSAGE: .*Otto|car 2 MESSAGE: .*driver/.test(rig.edges.a.gameLog()),
    );
    await rig.edges.a.order('say 0 nobody hears this on Discord yet');
    await rig.nats.run();
    await rig.hub.start('Pitwall is ready');
    await eventually('the line on Discord', () => rig.said('race-chat').some((line) => /nobody hears this/.test(line)));
    await hubHasAll();
    expect(rig.said('race-chat').filter((line) => /good morning/.test(line))).toHaveLength(1);
  });

  test('an edge that is killed is named, and comes back with nothing lost or doubled', async () => {
    await rig.edges.a.end('SIGKILL');
    await eventually('it is missed', () => rig.said('race-log').some((line) => /\*\*a\*\* is out of reach/.test(line)));
    expect(await rig.say('server info', { server: 'spa' })).toMatch(/The host a is out of reach since \d\d:\d\d UTC/);
    expect(await rig.say('server info', { server: 'monza' })).toMatch(/The host a with spa is out of reach since/);
    expect(await rig.say('doctor')).toMatch(/The host a with spa is silent since \d/);
    await rig.edges.a.start('connected to NATS');
    const isBack = /\*\*a\*\* is back after \d+ s, \d+ events?\. Its Pitwall was not running all the time/;
    await eventually('it is back', () => rig.said('race-log').some((line) => isBack.test(line)));
    await rig.edges.a.order('say 0 back again');
    await eventually('the line on Discord', () => rig.said('race-chat').some((line) => /back again/.test(line)));
    await hubHasAll();
    expect(rig.said('race-chat').filter((line) => /nobody hears this/.test(line))).toHaveLength(1);
  });
});
