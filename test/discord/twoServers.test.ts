import { afterEach, beforeEach, expect, test } from 'vitest';
import { routingOf } from '../../src/config/routing.ts';
import { relayDesk } from '../../src/discord/cards/desk.ts';
import { relayToDiscord } from '../../src/discord/cards/relay.ts';
import { decodeComponent } from '../../src/discord/common/componentId.ts';
import { english } from '../../src/texts/english/index.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { pressableOn } from './openPitwall.ts';
import { type Life, outboxRig, pass, settle } from './outbox/rig.ts';

/** Two game servers whose stewards share one channel. */

let outbox: ReturnType<typeof outboxRig>;
let life: Life;
let gt3: IncidentRig;
let gt4: IncidentRig;
beforeEach(() => {
  outbox = outboxRig();
  life = outbox.start({ guildId: '1' });
  gt3 = incidentRig({ server: 'gt3', foldKmh: 25 });
  gt4 = incidentRig({ server: 'gt4', foldKmh: 25, sharing: gt3.store });
  const channels = { channelId: 'main', stewardChannelId: 'stewards' };
  const routing = routingOf(channels, { servers: 2 });
  for (const rig of [gt3, gt4]) {
    relayToDiscord(rig.feed.bus, life.outbox, routing, english);
    relayDesk(rig.desk, life.outbox, routing);
    startRace(rig);
    rig.tell({ type: 'lapCompleted', driver: car(1), lapMs: 100_000, cuts: 0, lap: 1, board: [] });
    rig.tell({ type: 'lapCompleted', driver: car(2), lapMs: 100_000, cuts: 0, lap: 1, board: [] });
  }
});
afterEach(() => {
  outbox.remove();
  for (const rig of [gt4, gt3]) rig.remove();
});

/** Two cars touch, and the desk has reported it. */
async function touch(rig: IncidentRig, kmh: number): Promise<void> {
  rig.clock.advance(30_000);
  rig.tell(contact(1, 2, { kmh }));
  await told(rig);
}

/** The desk waits for what follows right after, and the outbox limits how often it edits a card. */
async function told(rig: IncidentRig): Promise<void> {
  rig.clock.advance(4000);
  await pass(life, 4000);
}

const standing = () =>
  outbox.channels.messages
    .filter(({ channel }) => channel === 'stewards')
    .map(({ id, body, title = '', description = '' }) => ({
      id,
      server: body.embeds?.[0]?.author?.name,
      title,
      description,
      lines: pressableOn(body).flatMap(({ custom_id: each }) => (each === undefined ? [] : [decodeComponent(each)])),
    }));
const said = () => standing().map(({ server, title }) => `${server}: ${title}`);
const found = (server: string, title: string) =>
  standing().find((each) => each.server === server && each.title.startsWith(title)) ?? expect.unreachable(title);

test('each server has its own queue, cards and light contacts, and no incident number is shared', async () => {
  await touch(gt3, 90);
  await touch(gt4, 80);
  await touch(gt3, 12);
  await touch(gt4, 13);
  expect(said().toSorted()).toEqual([
    expect.stringMatching(/^gt3: INC-1 /),
    'gt3: Light contacts: 1 incident, 1 contact, 1 open · Race',
    'gt3: Stewards’ queue: 2 open',
    expect.stringMatching(/^gt4: INC-2 /),
    'gt4: Light contacts: 1 incident, 1 contact, 1 open · Race',
    'gt4: Stewards’ queue: 2 open',
  ]);
  for (const [server, other] of [
    ['gt3', 'gt4'],
    ['gt4', 'gt3'],
  ] as const) {
    const queue = found(server, 'Stewards’ queue');
    const links = [...queue.description.matchAll(/\/stewards\/(\d+)\)/g)].map(([, id]) => id);
    expect(links).toEqual([found(server, 'INC-').id, found(server, 'Light contacts').id]);
    expect(standing().flatMap((each) => (each.server === server ? each.lines : []))).not.toContainEqual(
      expect.objectContaining({ server: other }),
    );
    expect(queue.lines).toContainEqual(expect.objectContaining({ server }));
  }
  await gt3.actions.decide(1, { drivers: [], outcome: 'no further action' }, { by: 'Stig' });
  await told(gt3);
  expect([found('gt3', 'Stewards’ queue').title, found('gt4', 'Stewards’ queue').title]).toEqual([
    'Stewards’ queue: 1 open',
    'Stewards’ queue: 2 open',
  ]);
});

test('a deleted queue of one server is posted again, and that of the other stays', async () => {
  await touch(gt3, 90);
  await touch(gt4, 80);
  const [one, other] = [found('gt3', 'Stewards’ queue').id, found('gt4', 'Stewards’ queue').id];
  outbox.channels.remove(one);
  life.outbox.deleted('stewards', one);
  await settle();
  expect(found('gt3', 'Stewards’ queue').id).not.toBe(one);
  expect([found('gt4', 'Stewards’ queue').id, said().filter((each) => each.includes('queue'))]).toEqual([
    other,
    ['gt4: Stewards’ queue: 1 open', 'gt3: Stewards’ queue: 1 open'],
  ]);
});
