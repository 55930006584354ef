/** Sends extra information to programs in the cars. */
import type { Seat } from '../../acserver/dialect.ts';
import { type ExtraInfo, writeExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { Bus } from '../../race/bus.ts';
import { toClientCarId, withCarIds } from './carIds.ts';
import { messagesOf } from './messages.ts';
import type { OptIns } from './optIns.ts';

export interface BroadcastOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly optIns: Pick<OptIns, 'present'>;
  /** The lap of a race from which DRS may be used; nothing is sent about it if absent. */
  readonly drsFromLap: number | undefined;
  /** A name as the game's chat can show it. Done before it becomes a field, so that it cannot add commas. */
  readonly spell: (name: string) => string;
  /** Called with every line before it is sent. */
  readonly onSaid: (carId: number, line: string) => void;
  /** Sends one line to one car unchanged; settles once it was sent, or will not be. */
  readonly tell: (seat: Seat, line: string) => Promise<unknown>;
}

/** Half of what one car may have queued: a pile-up must not push out messages from race control. */
const MOST_WAITING = 10;

/** Sends what happens to those who opted in, each with their own client's car ids. Call the result to stop. */
export function broadcastExtraInfo({ bus, optIns, drsFromLap, spell, onSaid, tell }: BroadcastOptions): () => void {
  const waiting = new Map<number, number>();

  async function say(seat: Seat, info: ExtraInfo): Promise<void> {
    const before = waiting.get(seat.carId) ?? 0;
    if (before >= MOST_WAITING) return;
    waiting.set(seat.carId, before + 1);
    const spelt = info.kind === 'penaltyApplied' ? { ...info, triggeredBy: spell(info.triggeredBy) } : info;
    const line = writeExtraInfo(withCarIds(spelt, (carId) => toClientCarId(carId, seat.carId)));
    onSaid(seat.carId, line);
    await tell(seat, line).finally(() => waiting.set(seat.carId, (waiting.get(seat.carId) ?? 1) - 1));
  }

  return bus.live((event, state) => {
    const infos = messagesOf(event, state, drsFromLap);
    if (infos.length === 0) return;
    for (const seat of optIns.present()) for (const info of infos) void say(seat, info);
  });
}
