import type { PacketOf } from '../../acserver/udp/packets.ts';
import type { Driver } from '../../events/driver.ts';
import type { BoardRow, SessionKind } from '../../events/session.ts';
import { cutSectors } from '../sectors.ts';
import { lapsOf, type RaceState, type Session, standingKey } from '../state.ts';
import { driverIn, type PacketObserver } from './observer.ts';

/** acServer's "no time" in practice and qualifying. */
const NO_TIME_MS = 999_999_999;

/** Laps, and the leaderboard that comes with each. */
export const laps: PacketObserver = {
  lapCompleted(packet, situation) {
    const { state } = situation;
    if (!state.session) return [];
    const driver = driverIn(packet.carId, situation);
    const { facts, standings, sectorCount } = state.session;
    const board = boardOf(packet, facts.kind);
    // Driven before the start, so it does not count. The server reports the lap all the same.
    if (facts.kind === 'race' && board.some(({ carId, laps }) => carId === packet.carId && laps === 0)) return [];
    const { lapTimeMs: lapMs, cuts } = packet;
    const where = cutSectors(standings.get(standingKey(driver))?.sectors ?? [], cuts, sectorCount);
    return [{ type: 'lapCompleted', driver, lapMs, cuts, lap: nextLap(state, driver), board, cutSectors: where }];
  },
};

/** The number of the lap this driver completes next in the running session. */
export const nextLap = ({ session }: RaceState, driver: Driver): number => nextLapIn(session, driver);

export const nextLapIn = (session: Session | undefined, driver: Driver): number => lapsOf(session, driver).length + 1;

function boardOf({ leaderboard }: PacketOf<'lapCompleted'>, kind: SessionKind): BoardRow[] {
  const none = kind === 'race' ? 0 : NO_TIME_MS;
  return leaderboard.map(({ carId, timeMs, laps: driven, completed }) => ({
    carId,
    timeMs: timeMs === none ? undefined : timeMs,
    laps: driven,
    finished: completed === 1,
  }));
}
