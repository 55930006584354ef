/** What the main thread does for a picture, step by step. */

import { createHider } from '../../src/acserver/stdout/redact.ts';
import type { Driver } from '../../src/events/events.ts';
import { pictureOf } from '../../src/features/incidents/picture.ts';
import type { IncidentFile } from '../../src/features/incidents/table.ts';
import type { LearntLine } from '../../src/features/track/line.ts';
import { wordsIn } from '../../src/texts/languages.ts';
import { frameText } from '../../src/websocket/hidden.ts';
import { openSpent } from '../turns.ts';

const TIMES = 20;
/** Of a first corner with every car in it. */
const CARS = 24;
const PNG_BYTES = 80 * 1024;

export interface Step {
  readonly what: string;
  /** The longest, without the first. */
  readonly ms: number;
}

export function mainThreadSteps(): readonly Step[] {
  const kept = JSON.stringify(file());
  const circuit = lineOf(25_000);
  const words = wordsIn('en');
  const picture = pictureOf(JSON.parse(kept), { words, line: circuit });
  if (!picture) throw new Error('there is nothing to see');
  const bytes = Buffer.alloc(PNG_BYTES, 'a picture');
  const hide = createHider(() => ['correct horse battery', 'another secret']);
  const { alt } = picture;
  return [
    step(`read from the store, ${CARS} cars in it`, () => JSON.parse(kept)),
    step('put together over 25 km of track', () => pictureOf(JSON.parse(kept), { words, line: circuit })),
    step('handed to the thread', () => structuredClone(picture)),
    step('its words, without passwords', () => hide(alt)),
    step('as text for a tool', () => {
      const base64 = bytes.toString('base64');
      const frame = { data: { msg: alt, picture: { incident: 12, name: 'inc-12.png', alt, base64 } } };
      return frameText(frame, hide);
    }),
  ];
}

function step(what: string, work: () => unknown): Step {
  const spent = openSpent();
  const times = Array.from({ length: TIMES }, () => {
    const began = spent.ms();
    work();
    return spent.ms() - began;
  });
  spent.close();
  return { what, ms: Math.max(...times.slice(1)) };
}

const AT = Date.UTC(2026, 10, 21, 20);

const driver = (carId: number): Driver => ({
  carId,
  guid: String(76561190000000000n + BigInt(carId)),
  name: `Driver ${carId}`,
});

/** All that is kept of an incident whose picture is requested: 30 s of each car. */
function file(): IncidentFile {
  const [one, other] = [driver(0), driver(1)];
  const drivers = Array.from({ length: CARS }, (_, carId) => ({ ...driver(carId), lap: 1, earlier: [] }));
  const trace = (carId: number) =>
    Array.from({ length: 122 }, (_, index) => {
      const ms = (index - 61) * 245;
      const x = (50 * ms) / 1000 - 7 * carId;
      return { at: AT + ms, position: [x, 10, carId % 3], velocity: [50, 0, 0], speedKmh: 180, place: 0.1 };
    });
  return {
    number: 12,
    firstAt: AT,
    lastAt: AT,
    contacts: [
      { drivers: [one, other], reports: [{ driver: one, other, position: [1, 10, 1], happenedAt: AT, at: AT + 3000 }] },
    ],
    facts: { drivers, contacts: [{ drivers: [one, other], speedKmh: 30, evidence: { at: AT, place: 0.1, cars: [] } }] },
    seconds: Object.fromEntries(drivers.map(({ carId }) => [carId, trace(carId)])),
  } as unknown as IncidentFile;
}

function lineOf(lengthM: number): LearntLine {
  const points = Array.from({ length: lengthM / 5 }, (_, index) => ({
    s: 5 * index,
    x: 5 * index - 2500,
    z: 0,
    heading: 0,
    speedMs: 50,
    leftM: 6,
    rightM: 6,
  }));
  return { lengthM, points, corners: [], quality: { errorM: 0.5, laps: 20 } };
}
