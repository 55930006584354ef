import { decodeFromServer } from '../../src/acserver/udp/codec.ts';
import { keepTraces } from '../../src/race/traces.ts';
import { Field } from '../receive/field.ts';

/** Of driving, 40 cars ten times a second. */
const SECONDS = 600;

/**
 * What Pitwall has always done before it draws a picture. V8's compiler threads have worked for it, and the memory they
 * took is reused for drawing.
 */
export function workAsPitwall(): void {
  const [field, traces] = [new Field(), keepTraces()];
  for (let tick = 0; tick < 10 * SECONDS; tick += 1) {
    for (const datagram of field.at(tick / 10)) {
      const packet = decodeFromServer(datagram);
      if (packet) traces.note(packet, tick * 100);
    }
    JSON.parse(JSON.stringify({ tick, list: Array.from({ length: 40 }, (_, id) => ({ id, name: `Driver ${id}` })) }));
  }
}
