/** A pile-up with as many cars as an incident holds contacts, and the seconds after it, as the plugin hears them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from '../../src/acserver/udp/codec.ts';
import { Field, RATE } from '../receive/field.ts';

/** From the first position on, seconds: when the cars touch, and when all is known of what became of them. */
const [TOUCH_S, END_S] = [3, 20] as const;
/** One after the other, a tenth of a second apart; one more begins another incident. */
const CONTACTS = 30;
/** Of the position in a CAR_UPDATE. */
const POSITION_OFFSET = 2;

export async function pileUp(cars: number, send: (datagram: Buffer) => void): Promise<string> {
  const field = new Field(cars);
  const begun = performance.now();
  for (let step = 0; step < END_S * RATE; step += 1) {
    const datagrams = field.at(step / RATE);
    // A copy: the field overwrites its own before the last of them is sent.
    for (const datagram of datagrams) send(Buffer.from(datagram));
    const contact = step - TOUCH_S * RATE;
    if (contact >= 0 && contact < CONTACTS) {
      const [one, other] = [datagrams[contact], datagrams[contact + 1]];
      if (one && other) for (const report of reported([contact, one], [contact + 1, other])) send(report);
    }
    await sleep(Math.max(0, begun + ((step + 1) * 1000) / RATE - performance.now()));
  }
  return `${CONTACTS} contacts`;
}

type Moving = readonly [carId: number, update: Buffer];

/** Both cars report it. */
const reported = (...[one, other]: readonly [Moving, Moving]): readonly Buffer[] =>
  [
    [one, other],
    [other, one],
  ].map(([[carId, update] = one, [otherCarId] = other]) =>
    encode({
      type: 'clientEvent',
      subtype: 'car',
      carId,
      otherCarId,
      impactSpeed: 40,
      worldPos: [0, 4, 8].map((offset) => update.readFloatLE(POSITION_OFFSET + offset)) as [number, number, number],
      relPos: [0.5, 0, 1.5],
    }),
  );
