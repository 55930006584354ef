/** What is known of each track and layout. Steps are stored in the row as 24 bytes each. */
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStoredRow } from '../../store/stored.ts';
import type { NumberedBend } from './corners.ts';
import type { LinePoint, Pits } from './line.ts';

export const trackTables: Tables = {
  room: 'track',
  steps: [
    `CREATE TABLE track_lines (
       track TEXT NOT NULL,
       layout TEXT NOT NULL,
       version INTEGER NOT NULL,
       length_m REAL NOT NULL,
       laps INTEGER NOT NULL,
       error_m REAL NOT NULL,
       points TEXT NOT NULL,
       pits TEXT,
       PRIMARY KEY (track, layout)
     ) WITHOUT ROWID;
     CREATE TABLE track_corners (
       track TEXT NOT NULL,
       layout TEXT NOT NULL,
       number INTEGER NOT NULL,
       suffix TEXT NOT NULL,
       sign INTEGER NOT NULL,
       turn_in_m REAL NOT NULL,
       apex_m REAL NOT NULL,
       exit_m REAL NOT NULL,
       gone INTEGER NOT NULL,
       PRIMARY KEY (track, layout, number, suffix)
     ) WITHOUT ROWID;`,
  ],
};

export interface TrackKey {
  readonly track: string;
  readonly layout: string;
}

export interface StoredTrack {
  readonly lengthM: number;
  readonly points: readonly LinePoint[];
  readonly laps: number;
  readonly errorM: number;
  readonly pits?: Pits | undefined;
  /** Undefined as long as none are named. */
  readonly bends?: readonly NumberedBend[] | undefined;
}

export class TrackTable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  load({ track, layout }: TrackKey): StoredTrack | undefined {
    const row = this.#store.get<Row>('SELECT * FROM track_lines WHERE track = ? AND layout = ?', track, layout);
    return readStoredRow(this.#store, row, `line of ${track} ${layout}`, (each) => this.#trackOf(each));
  }

  save({ track, layout }: TrackKey, { lengthM, points, laps, errorM, pits, bends }: StoredTrack): void {
    this.#store.transaction(() => {
      this.#store.run(
        `INSERT INTO track_lines (track, layout, version, length_m, laps, error_m, points, pits)
         VALUES (?, ?, 1, ?, ?, ?, ?, ?)
         ON CONFLICT (track, layout) DO UPDATE SET version = version + 1, length_m = excluded.length_m,
           laps = excluded.laps, error_m = excluded.error_m, points = excluded.points, pits = excluded.pits`,
        track,
        layout,
        lengthM,
        laps,
        errorM,
        packed(points).toString('base64'),
        pits ? JSON.stringify(pits) : null,
      );
      this.#store.run('DELETE FROM track_corners WHERE track = ? AND layout = ?', track, layout);
      for (const bend of bends ?? []) this.#addBend(track, layout, bend);
    });
  }

  #addBend(track: string, layout: string, { number, suffix, sign, from, apex, to, isGone }: NumberedBend): void {
    this.#store.run(
      'INSERT INTO track_corners VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      track,
      layout,
      number,
      suffix ?? '',
      sign,
      from,
      apex,
      to,
      isGone ? 1 : 0,
    );
  }

  #trackOf(row: Row): StoredTrack {
    const bends = this.#store
      .all<BendRow>(
        'SELECT * FROM track_corners WHERE track = ? AND layout = ? ORDER BY number, suffix',
        row.track,
        row.layout,
      )
      .map(bendOf);
    return {
      lengthM: row.length_m,
      points: unpacked(Buffer.from(row.points, 'base64'), row.length_m),
      laps: row.laps,
      errorM: row.error_m,
      pits: row.pits === null ? undefined : (JSON.parse(row.pits) as Pits),
      bends: bends.length === 0 ? undefined : bends,
    };
  }
}

interface Row extends TrackKey {
  readonly length_m: number;
  readonly laps: number;
  readonly error_m: number;
  readonly points: string;
  readonly pits: string | null;
}

interface BendRow {
  readonly number: number;
  readonly suffix: string;
  readonly sign: number;
  readonly turn_in_m: number;
  readonly apex_m: number;
  readonly exit_m: number;
  readonly gone: number;
}

const bendOf = ({ number, suffix, sign, turn_in_m, apex_m, exit_m, gone }: BendRow): NumberedBend => ({
  number,
  suffix: suffix === '' ? undefined : suffix,
  sign: sign < 0 ? -1 : 1,
  from: turn_in_m,
  apex: apex_m,
  to: exit_m,
  isGone: gone === 1 ? true : undefined,
});

const FIELDS = ['x', 'z', 'heading', 'speedMs', 'leftM', 'rightM'] as const;
const BYTES = 4 * FIELDS.length;

/** Little-endian; NaN for unknown values. */
function packed(points: readonly LinePoint[]): Buffer {
  const bytes = Buffer.alloc(BYTES * points.length);
  points.forEach((point, index) => {
    FIELDS.forEach((field, at) => void bytes.writeFloatLE(point[field] ?? Number.NaN, index * BYTES + 4 * at));
  });
  return bytes;
}

function unpacked(bytes: Buffer, lengthM: number): readonly LinePoint[] {
  const count = bytes.length / BYTES;
  if (!Number.isInteger(count) || count === 0) throw new Error(`${bytes.length} bytes are no line`);
  return Array.from({ length: count }, (_, index) => {
    const field = (name: (typeof FIELDS)[number]): number =>
      bytes.readFloatLE(index * BYTES + 4 * FIELDS.indexOf(name));
    const [x, z, heading, speedMs] = [field('x'), field('z'), field('heading'), field('speedMs')];
    const [leftM, rightM] = [field('leftM'), field('rightM')];
    if (!Number.isFinite(x + z + heading + speedMs)) throw new Error(`step ${index} is no place`);
    return {
      s: (lengthM * index) / count,
      x,
      z,
      heading,
      speedMs,
      leftM: Number.isNaN(leftM) ? undefined : leftM,
      rightM: Number.isNaN(rightM) ? undefined : rightM,
    };
  });
}
