import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { EventOf, EventType, RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { type FleetRig, type Host, noPrlimit, openFleetRig } from './fleetRig.ts';

/** Two hosts, one Discord. */
describe.skipIf(noNats)(noNats ?? 'a league on two hosts', () => {
  let rig: FleetRig;
  let lost: Handle | undefined;
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
  const hubHasAll = async () => {
    const told = rig.edges.a.events();
    await eventually('the hub has all that the edge has', () => onServer('spa').length >= told.length);
    expect(onServer('spa').slice(0, told.length)).toEqual(told);
  };
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

  test('a command runs on the host of its server', async () => {
    expect(await rig.say('server start', { server: 'spa' })).toMatch(/started/);
    await rig.edges.a.order('calm');
    expect(rig.edges.a.audit().map(({ command, outcome }) => [command, outcome])).toEqual([['server start', 'done']]);
    expect(rig.edges.b.audit()).toEqual([]);
    await eventually('drivers', () => of(rig.edges.a, 'driverLoaded').length >= 8);
  });

  test('events and audit rows of the edge arrive at the hub and are posted, with car names', async () => {
    await hubHasAll();
    await eventually('the joins', () =>
      rig.said('race-log').some((line) => /joined in car 0, Mazda MX5 Cup/.test(line)),
    );
    await eventually('the audit', () => rig.hub.audit().length === 1);
    expect(rig.hub.audit()).toEqual(rig.edges.a.audit());
    await eventually('the board', () => rig.said('live-timing').length > 0);
  });

  test('a confirmed server stop runs at the edge', async () => {
    await rig.say('server start', { server: 'monza' });
    await rig.edges.b.order('calm');
    expect(await rig.say('server stop', { server: 'monza' })).toMatch(/stopped/);
    expect(of(rig.edges.b, 'serverStopped')).toHaveLength(1);
  });

  test('autocomplete is answered by the edge', async () => {
    const asked = rig.discord.person('Ada').autocomplete({
      channel: rig.discord.channel('race-control'),
      path: ['kick'],
      options: { server: 'spa', driver: 'Mara' },
      focused: 'driver',
    });
    await asked.done();
    expect(asked.choices?.map(({ name }) => name)).toEqual([expect.stringContaining('Mara Quint')]);
  });

  test('a button on Discord decides an incident at the edge', async () => {
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
    expect(await rig.answerOf(filled)).toMatch(/5-second time penalty/);
    const [given] = of(rig.edges.a, 'penaltyGiven');
    expect(given?.penalty).toMatchObject({ type: 'time', amount: 5, driver: { guid: guidAt(0) } });
    await eventually('the card', () => /5-second time penalty/.test(cards()));
    await hubHasAll();
  });

  test('chat goes both ways between game and Discord', async () => {
    await rig.edges.a.order('say 0 good morning');
    await eventually('the line on Discord', () =>
      rig.said('race-chat').some((line) => /Mara Quint.*: good morning/.test(line)),
    );
    rig.discord.person('Dora').say({ channel: rig.discord.channel('race-chat'), text: 'and to you' });
    await eventually('the line in the game', () => rig.edges.a.gameLog().includes('Dora: and to you'));
  });

  test('linking a driver on the hub is passed on to the edge, as is unlinking', async () => {
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

  test('a websocket client of the hub sees both servers', async () => {
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

  test('an edge cut off from the hub still answers in the car and reports later', async () => {
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

  test.skipIf(noPrlimit)('a full disk at an edge is reported, and its events are told once there is room', async () => {
    const { a } = rig.edges;
    await eventually(
      'it is commanded',
      async () => !/Nothing was done/.test(await rig.say('server info', { server: 'spa' })),
    );
    const given = of(a, 'penaltyGiven').length;
    a.fillDisk(true);
    await a.order('say 0 there is no room for this');
    const refused = await rig.say('warn', { server: 'spa', driver: '4', reason: 'no room' });
    const isNamed = (line: string) =>
      /The host \*\*a\*\* cannot write to its database, so nothing from its race is being saved: free up space/.test(
        line,
      );
    await eventually('it is named', () => rig.said('race-log').some(isNamed));
    expect(rig.said('race-chat').filter((line) => /no room for this/.test(line))).toEqual([]);
    expect(refused).toMatch(/Its host cannot store anything just now, so nothing was done/);
    a.fillDisk(false);
    await eventually('the line on Discord', () => rig.said('race-chat').some((line) => /no room for this/.test(line)));
    await hubHasAll();
    expect(rig.said('race-chat').filter((line) => /no room for this/.test(line))).toHaveLength(1);
    expect(rig.said('race-log').filter(isNamed)).toHaveLength(1);
    expect(of(a, 'penaltyGiven')).toHaveLength(given);
    expect(await rig.say('warn', { server: 'spa', driver: '4', reason: 'room again' })).toMatch(/P-A\d/);
    expect(of(a, 'penaltyGiven')).toHaveLength(given + 1);
  });

  test.skipIf(noPrlimit)(
    'a full disk at the hub stops no edge, and its events are told once there is room',
    async () => {
      const { a } = rig.edges;
      rig.hub.fillDisk(true);
      await a.order('say 0 the hub has no room for this');
      const waiting = 'SELECT 1 FROM fleet_out WHERE confirmed_at IS NULL';
      await eventually('its host has kept it', () => a.rows(`${waiting} AND body LIKE '%has no room%'`).length === 1);
      await a.order('say 4 !whoami');
      await eventually('the answer in the car', () => /car 4 MESSAGE: /.test(a.gameLog()));
      expect(a.rows(waiting).length).toBeGreaterThan(0);
      rig.hub.fillDisk(false);
      await eventually('the line', () => rig.said('race-chat').some((line) => /the hub has no room/.test(line)));
      await hubHasAll();
      // It could not even be logged until there was room again.
      const isTold = () => /what an edge tells cannot be taken: it is kept there until it can/.test(rig.hub.log());
      await eventually('word of it in the log', isTold);
      expect(rig.said('race-chat').filter((line) => /the hub has no room/.test(line))).toHaveLength(1);
    },
  );

  test('an order running when NATS is killed is reported correctly', async () => {
    const { b } = rig.edges;
    const slash = (path: string, options: Readonly<Record<string, string>>) =>
      rig.discord.person('Ada').slash({ channel: rig.discord.channel('race-control'), path: path.split(' '), options });
    const before = of(b, 'serverStarted').length;
    const begun = slash('server start', { server: 'monza' });
    await eventually('it has begun', () => b.rows('SELECT 1 FROM fleet_commands WHERE outcome IS NULL').length === 1);
    rig.nats.freeze();
    // This never leaves NATS. Another driver than before, or Pitwall would ask whether a second warning is meant.
    lost = slash('warn', { server: 'spa', driver: '2', reason: 'NATS' });
    await eventually('word of it', () => /has not confirmed/.test(lost?.reply()?.content ?? ''));
    await rig.nats.end('SIGKILL');
    await rig.nats.run();
    // Not that of the other command, which is known only once its time is up.
    await eventually('its answer', () => /started/.test(JSON.stringify([begun.reply(), begun.followUps])));
    expect(of(b, 'serverStarted')).toHaveLength(before + 1);
  });

  test('an order given while NATS was gone is reported correctly', async () => {
    const isKnown = /in time\. Nothing was done|(?:out of reach|unreachable) .*Nothing was done|P-A\d/;
    const reply = () => JSON.stringify([lost?.reply(), lost?.followUps]);
    await eventually('its end', () => isKnown.test(reply()));
    const given = of(rig.edges.a, 'penaltyGiven').filter((each) => JSON.stringify(each).includes('NATS'));
    // Either lost with NATS, or sent again by the hub's connection after NATS came back. The report must match.
    expect(given).toHaveLength(/P-A\d/.test(reply()) ? 1 : 0);
    expect(rig.edges.a.audit().filter(({ act }) => act === lost?.id)).toHaveLength(given.length);
    expect(rig.said('race-log').filter((line) => /\*\*a\*\* can store again/.test(line))).toHaveLength(1);
  });

  test('a killed edge is reported, and returns without lost or repeated events', async () => {
    await rig.edges.a.end('SIGKILL');
    await eventually('it is missed', () =>
      rig.said('race-log').some((line) => /\*\*a\*\* has been unreachable since/.test(line)),
    );
    expect(await rig.say('server info', { server: 'spa' })).toMatch(/The host a has been unreachable since <t:\d+:t>/);
    expect(await rig.say('server info', { server: 'monza' })).toMatch(/The host a with spa has been unreachable since/);
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
