/** Whether bans and ballast held, judged by what the game server saw and was told. */
import type { GameLog } from './gameLog.ts';

/** A span of time on the clock of performance.now(). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Enforced {
  /** When the driver sat down or the edge was back, as in the log of the storm. */
  readonly at: string;
  /** Milliseconds since the edge was back. */
  readonly sinceStartMs: number;
  /** Milliseconds from when the driver sat down, or the edge was back, until it was done. */
  readonly tookMs: number;
  /** How many of these the machine was busy with something else, or its disk took nothing. */
  readonly starvedMs: number;
  /** Whether the edge could reach nothing at that moment. */
  readonly isCutOff: boolean;
}

interface Watched {
  /** When the edge was running. */
  readonly alive: readonly Span[];
  readonly cutOff: readonly Span[];
}

/** Each time that a banned driver sat down, and for how long. */
export function kicksOf(log: GameLog, name: string, watched: Watched): Enforced[] {
  return enforced(log, { sits: `DRIVER: ${name} `, leaves: /^$/, done: () => `Kicking user  ${name} ` }, watched);
}

/** Each time that the driver who must carry this ballast sat down, and how long until the game server was told. */
export function loadsOf(log: GameLog, { name, kg }: { readonly name: string; readonly kg: number }, watched: Watched) {
  const leaves = new RegExp(`^Clean exit, driver disconnected: {2}${name} `);
  return enforced(
    log,
    { sits: `DRIVER: ${name} `, leaves, done: (car) => `Admin command: /ballast ${car} ${kg}` },
    watched,
  );
}

interface Meant {
  readonly sits: string;
  readonly leaves: RegExp;
  readonly done: (carId: string) => string;
}

function enforced(log: GameLog, { sits, leaves, done }: Meant, { alive, cutOff }: Watched): Enforced[] {
  const { lines } = log;
  const found: Enforced[] = [];
  let carId = '';
  for (const [index, { at, text }] of lines.entries()) {
    carId = /^DRIVER ACCEPTED FOR CAR (\d+)$/.exec(text)?.[1] ?? carId;
    if (!text.startsWith(sits)) continue;
    const wanted = done(carId);
    const later = lines.slice(index + 1);
    const doneAt = later.find((each) => each.text.startsWith(wanted))?.at ?? Number.POSITIVE_INFINITY;
    const goneAt = later.find((each) => leaves.test(each.text) || each.text.startsWith(sits))?.at ?? doneAt;
    for (const { from, to } of alive) {
      const [begun, end] = [Math.max(at, from), Math.min(to, goneAt)];
      if (begun >= end || begun >= doneAt) continue;
      const isCutOff = cutOff.some((each) => each.from <= begun && begun < each.to);
      const moment = {
        at: new Date(performance.timeOrigin + begun).toISOString(),
        sinceStartMs: begun - from,
        isCutOff,
      };
      const starvedMs = log.starvedMs(begun, Math.min(doneAt, end));
      if (doneAt <= end) found.push({ ...moment, tookMs: doneAt - begun, starvedMs });
      // An edge that dies or a driver who leaves before the deadline proves nothing.
      else if (end - begun - starvedMs > LIMIT_MS) {
        found.push({ ...moment, tookMs: Number.POSITIVE_INFINITY, starvedMs });
      }
    }
  }
  return found;
}

/** What the docs promise. */
export const LIMIT_MS = 2000;
