import type { FromServer } from '../acserver/udp/packets.ts';
import type { RaceState } from './state.ts';

/** VERSION is the first word of a new process: a server that had said something before has been restarted. */
export const startsNewLife = (packet: FromServer, { session, drivers, run }: RaceState): boolean =>
  run === 0 || (packet.type === 'version' && (session !== undefined || drivers.size > 0));
