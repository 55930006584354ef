/** Out: lines for programs in the cars. */
import type { Seat } from '../../acserver/dialect.ts';
import { type ExtraInfo, writeExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { Bus } from '../../race/bus.ts';
import { toClientCarId, withCarIds } from './carIds.ts';
import { messagesOf } from './messages.ts';
import type { OptIns } from './optIns.ts';

export interface BroadcastOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly optIns: Pick<OptIns, 'present'>;
  /** The lap of a race from which DRS may be used; nobody is told when absent. */
  readonly drsFromLap: number | undefined;
  /** A name as the game's chat can show it: spelt before it becomes a field, it cannot bring commas of its own. */
  readonly spell: (name: string) => string;
  /** Told of every line before it is said. */
  readonly onSaid: (carId: number, line: string) => void;
  /** One line to one car, as it is; settles once it was said, or will not be. */
  readonly tell: (seat: Seat, line: string) => Promise<unknown>;
}

/** Half of what one car may have waiting: a pile-up must not push out what race control has to say. */
const MOST_WAITING = 10;

/** Tells what happens to those who have opted in, each with the car ids of their own client. Ends when called. */
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
