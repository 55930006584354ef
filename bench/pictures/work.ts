import { decodeFromServer } from '../../src/acserver/udp/codec.ts';
import { keepTraces } from '../../src/race/traces.ts';
import { Field } from '../receive/field.ts';

/** Of driving, 40 cars ten times a second. */
const SECONDS = 600;

/**
 * What Pitwall has always done before a picture is drawn: V8's own threads, which make what runs often faster, have been
 * at work for it, and what they took stays theirs for what is drawn.
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
