import type { FromServer } from '../acserver/udp/packets.ts';
import type { RaceState } from './state.ts';

/** VERSION is the first packet of a new process: if the server had sent anything before, it was restarted. */
export const startsNewLife = (packet: FromServer, { session, drivers, run }: RaceState): boolean =>
  run === 0 || (packet.type === 'version' && (session !== undefined || drivers.size > 0));
