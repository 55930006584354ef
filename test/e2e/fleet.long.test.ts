import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { type FleetRig, openFleetRig } from './fleetRig.ts';

/** Two hosts, one Discord. */
describe.skipIf(noNats)(noNats ?? 'a league on two hosts', () => {
  let rig: FleetRig;
  beforeAll(async () => {
    rig = await openFleetRig();
    await rig.start();
  });
  afterAll(() => rig.close());

  test('a command is carried out where its server is', async () => {
    expect(await rig.say('server start', { server: 'spa' })).toMatch(/started/);
    await rig.edges.a.order('calm');
    expect(rig.edges.a.audit().map(({ command, outcome }) => [command, outcome])).toEqual([['server start', 'done']]);
    expect(rig.edges.b.audit()).toEqual([]);
    await eventually('drivers', () => rig.edges.a.events().filter(({ type }) => type === 'driverLoaded').length >= 8);
  });

  test('what happens there is journaled and posted here, once and in order', async () => {
    await eventually('the hub has it all', () => rig.hub.events().length === rig.edges.a.events().length);
    expect(rig.hub.events()).toEqual(rig.edges.a.events());
    console.log(['race-control', 'race-chat', 'stewards', 'race-log', 'live-timing'].map((c) => [c, rig.said(c)]));
    await eventually('the audit', () => rig.hub.audit().length === 1);
    expect(rig.hub.audit()).toEqual(rig.edges.a.audit());
  });
});
