/**
 * The laps driven, one row each. They are written once, when they are reported. Data that is written repeatedly during
 * a race, or at its end, leaves them out.
 */
import type { EventOf } from '../events/events.ts';
import type { Rows } from '../store/rows.ts';
import { type Lap, standingKey } from './state.ts';

const field = (path: string): string => `json_extract(event, '$.${path}')`;

/**
 * One of the journal's migration steps. `event` is the number of the event that reported the lap, `standing` identifies
 * its driver: see `standingKey`. Earlier laps of the current runs are added; laps of finished sessions are in the
 * results.
 */
export const lapTable = `CREATE TABLE driven_laps (
     id INTEGER PRIMARY KEY,
     server TEXT NOT NULL,
     run INTEGER NOT NULL,
     session INTEGER NOT NULL,
     event INTEGER NOT NULL,
     standing TEXT NOT NULL,
     lap_ms INTEGER NOT NULL,
     cuts INTEGER NOT NULL,
     at INTEGER NOT NULL
   );
   CREATE INDEX laps_of_session ON driven_laps (server, run, session);
   INSERT INTO driven_laps (server, run, session, event, standing, lap_ms, cuts, at)
     SELECT server, run, ${field('session')}, id,
       CASE WHEN ${field('driver.guid')} LIKE 'car:%' THEN ${field('driver.guid')} || '/' || ${field('driver.name')}
         ELSE ${field('driver.carId')} || '/' || ${field('driver.guid')} END,
       ${field('lapMs')}, ${field('cuts')}, at
     FROM events WHERE type = 'lapCompleted' AND json_valid(event)
       AND run = (SELECT run FROM runs WHERE runs.server = events.server) ORDER BY id;`;

/** Another step: the laps of one driver, and each driver's last, are found among tens of thousands. */
export const lapIndex = 'CREATE INDEX laps_of_standing ON driven_laps (server, run, session, standing, event);';

export interface Place {
  readonly run: number;
  readonly session: number;
}

/** Some laps of a session as one text, in the order reported. */
export interface LapPiece {
  /** For `readLaps`. */
  readonly text: string;
  /** The number of the last one. */
  readonly last: number;
}

const OF_SESSION = 'driven_laps WHERE server = ?1 AND run = ?2 AND session = ?3';

/** From one standing to the next: a GROUP BY reads all laps of the session, 18 ms for 60 cars in 24 hours. */
const LAST_LAPS = `WITH RECURSIVE each(standing) AS (
     SELECT min(standing) FROM ${OF_SESSION}
     UNION ALL
     SELECT (SELECT min(standing) FROM ${OF_SESSION} AND standing > each.standing) FROM each WHERE standing IS NOT NULL
   )
   SELECT id, event FROM events WHERE id IN
     (SELECT (SELECT max(event) FROM ${OF_SESSION} AND standing = each.standing) FROM each WHERE standing IS NOT NULL)
   ORDER BY id`;

/** A thousand take half a millisecond to read. */
const PIECE = 4000;

export class DrivenLaps {
  readonly #rows: Rows;
  readonly #server: string;

  constructor(rows: Rows, server: string) {
    this.#rows = rows;
    this.#server = server;
  }

  /** Call in the transaction of its event. */
  add(number: number, { run, session, driver, lapMs, cuts, at }: EventOf<'lapCompleted'>): void {
    this.#rows.run(
      `INSERT INTO driven_laps (server, run, session, event, standing, lap_ms, cuts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#server,
      run,
      session,
      number,
      standingKey(driver),
      lapMs,
      cuts,
      at,
    );
  }

  /** The stored events of each standing's last lap, in the order reported. */
  lastEvents({ run, session }: Place): readonly { readonly id: number; readonly event: string }[] {
    return this.#rows.all(LAST_LAPS, this.#server, run, session);
  }

  /** In the order reported. */
  ofStanding({ run, session }: Place, standing: string): readonly Lap[] {
    const found = this.#rows.get<{ text: string }>(
      `SELECT json_group_array(json_array(lap_ms, cuts, at)) AS text FROM
         (SELECT lap_ms, cuts, at FROM ${OF_SESSION} AND standing = ?4 ORDER BY event)`,
      this.#server,
      run,
      session,
      standing,
    );
    const laps = JSON.parse(found?.text ?? '[]') as [number, number, number][];
    return laps.map(([lapMs, cuts, at]) => ({ lapMs, cuts, at }));
  }

  /** The session's next laps after that number, from events up to `through`. */
  piece({ run, session }: Place, after = 0, through = Number.MAX_SAFE_INTEGER): LapPiece | undefined {
    const found = this.#rows.get<{ text: string; last: number | null }>(
      `SELECT json_group_array(json_array(standing, lap_ms, cuts, at)) AS text, max(id) AS last FROM
         (SELECT * FROM driven_laps WHERE server = ? AND run = ? AND session = ? AND id > ? AND event <= ? ORDER BY id LIMIT ?)`,
      this.#server,
      run,
      session,
      after,
      through,
      PIECE,
    );
    return typeof found?.last === 'number' ? { text: found.text, last: found.last } : undefined;
  }

  /** All of them at once, by standing: for a start. */
  of(place: Place, through: number): ReadonlyMap<string, readonly Lap[]> {
    const texts: string[] = [];
    for (let next = this.piece(place, 0, through); next; next = this.piece(place, next.last, through))
      texts.push(next.text);
    return readLaps(texts);
  }
}

/** By standing, in the order reported. */
export function readLaps(pieces: readonly string[]): ReadonlyMap<string, readonly Lap[]> {
  const laps = new Map<string, Lap[]>();
  for (const piece of pieces) {
    for (const [standing, lapMs, cuts, at] of JSON.parse(piece) as [string, number, number, number][]) {
      const known = laps.get(standing);
      if (known) known.push({ lapMs, cuts, at });
      else laps.set(standing, [{ lapMs, cuts, at }]);
    }
  }
  return laps;
}
