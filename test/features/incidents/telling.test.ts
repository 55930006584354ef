import { afterEach, expect, test } from 'vitest';
import { postsOf } from '../../../src/discord/cards/index.ts';
import { incidentEmbed } from '../../../src/discord/renderings/incidentEmbed.ts';
import { incidentLine } from '../../../src/discord/renderings/incidentLines.ts';
import type { LearntLine } from '../../../src/features/track/line.ts';
import { contactOf } from '../../../src/texts/contacts.ts';
import { english } from '../../../src/texts/english/index.ts';
import { incidentLabel } from '../../../src/texts/incidentLabels.ts';
import { car, contact, type IncidentRig, type IncidentRigOptions, incidentRig, startRace, update } from './rig.ts';

/** What an incident says about where and when it was, and who was in it: once, and the same everywhere. */

let rig: IncidentRig;
afterEach(() => rig.remove());

function begin(options: IncidentRigOptions = {}): void {
  rig = incidentRig(options);
  startRace(rig, 3);
}

/** Along the x axis, corners at 500 and 900 m. */
const line: LearntLine = {
  lengthM: 4000,
  points: Array.from({ length: 800 }, (_, index) => ({ s: 5 * index, x: 5 * index, z: 0, heading: 0, speedMs: 50 })),
  corners: [
    { number: 1, turns: 'left', turnInS: 480, apexS: 500, exitS: 520 },
    { number: 2, name: 'Eau Rouge', turns: 'right', turnInS: 880, apexS: 900, exitS: 920 },
  ],
  pits: { boxes: [{ x: 3000, z: 30 }], lane: [] },
  quality: { errorM: 0.5, laps: 20 },
};
const withLine: IncidentRigOptions = { known: { line: () => line } };

test.each([
  [500, 'T1'],
  [700, 'between T1 and T2'],
  [900, 'T2 (Eau Rouge)'],
])('at %d m the place is called %s', (x, where) => {
  begin(withLine);
  rig.tell(contact(1, 2, { x }));
  expect(rig.actions.show(1).contacts[0]?.evidence).toMatchObject({ where });
});

test('a place off the track, or without a known line, has no name', () => {
  begin(withLine);
  rig.tell(contact(1, 2, { x: -3000 }));
  rig.clock.advance(60_000);
  expect(rig.actions.show(1).contacts[0]?.evidence?.where).toBeUndefined();
  rig.remove();
  begin();
  rig.tell(contact(1, 2, { x: 500 }));
  expect(rig.actions.show(1).contacts[0]?.evidence?.where).toBeUndefined();
});

test('the name of a place stays when the line changes later', () => {
  let corners = line.corners;
  begin({ known: { line: () => ({ ...line, corners }) } });
  rig.tell(contact(1, 2, { x: 500 }));
  corners = [];
  rig.tell(contact(2, 3, { x: 500 }));
  expect(rig.actions.show(1).contacts.map(({ evidence }) => evidence?.where)).toEqual(['T1', undefined]);
});

/** Cars 1 to 3 drive in line at 40 m/s for this long, with four updates a second. */
function drive(ms: number, from = 0): void {
  for (let passed = 0; passed < ms; passed += 250) {
    rig.clock.advance(250);
    const x = (40 * (from + passed + 250)) / 1000;
    for (const carId of [1, 2, 3]) rig.packets(update(carId, [x + 5 * carId, 0, 0], 144, x / 4000));
  }
}

const clientEvent = (by: number, other: number, x: number) =>
  ({
    type: 'clientEvent',
    subtype: 'car',
    carId: by,
    otherCarId: other,
    impactSpeed: 30,
    worldPos: [x, 0, 0],
    relPos: [0, 0, 2],
  }) as const;

test('the earlier contact gives the time and title, even if it was reported second', () => {
  begin(withLine);
  drive(12_000);
  // Cars 2 and 3 touch at 12 s. Cars 1 and 2 had touched at 10 s, but report it later.
  rig.packets(clientEvent(2, 3, 490));
  const [first] = rig.actions.show(1).contacts;
  drive(1000, 12_000);
  rig.packets(clientEvent(1, 2, 405));
  const incident = rig.actions.show(1);
  expect(incident.contacts).toHaveLength(2);
  const [told, earlier] = incident.contacts;
  expect(told?.at).toBe(first?.at);
  expect(told?.at).toBeGreaterThan((earlier?.at ?? 0) + 1000);
  expect(incident.at).toBe(earlier?.at);
  expect(incident.sessionMs).toBe(incident.at - (rig.feed.state().session?.facts.zeroAt ?? 0));
  const [post] = postsOf({ ...stamp(), type: 'incidentUpdated', incident }, rig.feed.state(), english);
  expect(post?.post.body.embeds?.[0]?.title).toMatch(/^INC-1 · Driver 1, Driver 2 and Driver 3/);
});

const stamp = () => ({ at: rig.clock.now(), server: 'gt3', run: 1, session: 1 });

test('the card and the line in the channel show the same time, speed and lap', () => {
  begin(withLine);
  drive(12_000);
  rig.packets(clientEvent(1, 2, 405));
  drive(1500, 12_000);
  rig.packets({ ...clientEvent(2, 1, 405.2), impactSpeed: 41 });
  const events = rig.feed.events.filter(({ type }) => type === 'contact' || type.startsWith('incident'));
  const texts = events.flatMap((event) =>
    postsOf(event, rig.feed.state(), english).map(({ post: { body } }) => body.content ?? JSON.stringify(body.embeds)),
  );
  const [spoken, cards] = [texts.filter((text) => text.startsWith('💥')), texts.filter((text) => text.startsWith('['))];
  expect(spoken.at(-1)).toContain('0:10');
  expect(spoken.at(-1)).toContain('41 km/h');
  expect(spoken.at(-1)).toContain('lap 1');
  expect(cards.at(-1)).toContain('Race 0:10');
  expect(cards.at(-1)).toContain('41 km/h');
  expect(cards.at(-1)).toContain('lap 1');
});

test('an incident shows its drivers’ penalties of that evening, except withdrawn ones', async () => {
  begin({ pointsOf: () => new Map([[car(1).guid, 4]]) });
  const by = { by: 'Stig', byId: 'discord:1' };
  rig.tell(contact(1, 2));
  await rig.actions.decide(1, { drivers: [car(1)], outcome: 'time', amount: 5, seen: 0 }, by);
  rig.clock.advance(60_000);
  rig.tell(contact(1, 3));
  const [one, three] = rig.actions.show(2).drivers;
  expect(one).toMatchObject({ model: 'bmw_z4_gt3', points: 4, sanctions: [{ type: 'time', amount: 5 }] });
  expect(three).toMatchObject({ sanctions: [], points: undefined });
  // For its own incident the penalty is the decision, not an earlier sanction.
  expect(rig.actions.show(1).drivers[0]?.sanctions).toEqual([]);
  const [given] = rig.ledger.newest(1);
  if (!given) throw new Error('a penalty was given');
  await rig.actions.replace(given.number, { outcome: 'withdrawn' }, { ...by, reason: 'wrong car' });
  expect(rig.actions.show(2).drivers[0]?.sanctions).toEqual([]);
  rig.clock.advance(20 * 3_600_000);
  rig.tell(contact(1, 2));
  expect(rig.actions.show(3).drivers[0]?.sanctions).toEqual([]);
});

test('in a pile-up the records of a driver are read once, and again after a decision', async () => {
  const asked: string[][] = [];
  begin({
    pointsOf(guids) {
      asked.push(guids.map((guid) => `${[1, 2, 3, 4].find((each) => car(each).guid === guid)}`));
      return new Map(guids.map((guid) => [guid, asked.length]));
    },
  });
  const toldPoints = (): unknown[] =>
    rig.feed.events.flatMap((event) =>
      event.type === 'incidentOpened' || event.type === 'incidentUpdated'
        ? [event.incident.drivers.map(({ points }) => points)]
        : [],
    );
  rig.tell(contact(1, 2));
  rig.tell(contact(2, 3));
  rig.tell(contact(3, 1, { kmh: 60 }));
  expect(asked).toEqual([['1', '2'], ['3']]);
  expect(toldPoints()).toEqual([
    [1, 1],
    [1, 1, 2],
    [1, 1, 2],
  ]);
  asked.length = 0;
  const by = { by: 'Stig', byId: 'discord:1' };
  await rig.actions.decide(1, { drivers: [car(1)], outcome: 'time', amount: 5, seen: 0 }, by);
  const decided = asked.length;
  expect(decided).toBeGreaterThan(0);
  rig.tell(contact(2, 4));
  expect(asked.slice(decided)).toEqual([['4']]);
  rig.tell({ type: 'lapCompleted', driver: car(2), lap: 1, lapMs: 90_000, cuts: 0, board: [] });
  rig.tell(contact(4, 1));
  expect(asked.at(-1)).toEqual(['1', '2', '3', '4']);
});

test('in a race each position is that of the last lap reported', () => {
  begin();
  const board = (laps: number) => [2, 3, 1].map((carId) => ({ carId, laps, timeMs: 100_000 + carId, finished: false }));
  rig.tell({
    type: 'lapCompleted',
    driver: car(2),
    lapMs: 100_000,
    cuts: 0,
    lap: 1,
    grip: 1,
    board: board(1),
  } as never);
  rig.tell(contact(1, 2));
  expect(rig.actions.show(1).drivers.map(({ position }) => position)).toEqual([3, 1]);
});

test('somebody who only shares a name is told apart in labels, reasons, cards, lists and queue', () => {
  begin();
  const other = { ...car(9), name: 'Driver 2' };
  rig.tell({ type: 'driverJoined', driver: other, model: 'bmw_z4_gt3', skin: '' });
  rig.tell(contact(1, 2));
  const incident = rig.actions.show(1);
  expect(incident.namesakes).toEqual([other]);
  expect(incidentLabel(incident)).toContain('Driver 1, Driver 2 (car 2)');
  expect(contactOf(incident, car(1).guid).others).toEqual(['Driver 2 (car 2)']);
  expect(contactOf(incident, car(2).guid).others).toEqual(['Driver 1']);
  expect(incidentEmbed(incident).title).toContain('Driver 1 and Driver 2 (car 2)');
  expect(incidentLine(incident)).toContain('Driver 1, Driver 2 (car 2) · ');
});

test('an incident whose drivers nobody can confuse names no namesakes', () => {
  begin();
  rig.tell(contact(1, 2));
  expect(rig.actions.show(1).namesakes).toBeUndefined();
});
