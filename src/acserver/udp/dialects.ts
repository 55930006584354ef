import { type Field, type Fields, i16, u8, u16, u32, type ValuesOf, wide } from './fields.ts';
import { writeFields } from './layout.ts';
import type { Reader } from './reader.ts';
import { readNarrow, readWide, writeNarrow } from './text.ts';

// Fields that servers and plugins write in two forms. The length of the rest tells them apart: the rarer form is taken
// only if it fits exactly, and everything else is read as the usual form, with the usual form's errors.

/** Bytes after weatherGraphics in NEW_SESSION and SESSION_INFO: elapsedMs. */
const afterWeather = 4;
/** Bytes after the leaderboard in LAP_COMPLETED: gripLevel. */
const afterBoard = 4;

/** Narrow; AssettoServer writes it wide. */
export const weather: Field<string> = {
  shape: { kind: 'folder' },
  read(reader, name) {
    const length = u8.read(reader, name);
    if (reader.rest === 4 * length + afterWeather) return readWide(reader, length, name);
    const text = readNarrow(reader, length, name);
    // This is what a truncated wide text looks like. No folder has NUL in its name.
    if (text.includes('\0')) throw reader.fail(name, 'contains NUL');
    return text;
  },
  write(writer, value, name) {
    if (value.includes('\0')) throw writer.fail(name, 'must not contain NUL');
    writeNarrow(writer, value);
  },
};

/** Wide; AssettoServer writes it narrow and mostly empty. */
export const file: Field<string> = {
  shape: { kind: 'wide' },
  read(reader, name) {
    const length = reader.rest > 0 ? reader.byte(reader.at) : 0;
    if (reader.rest !== 1 + length || !isNarrow(reader, length)) return wide.read(reader, name);
    reader.take(1, name);
    return readNarrow(reader, length, name);
  },
  write: wide.write,
};

/** The fourth byte of a wide text is always 0. This tells a complete narrow text from the beginning of a wide one. */
function isNarrow(reader: Reader, length: number): boolean {
  const text = reader.bytes.subarray(reader.at + 1, reader.at + 1 + length);
  return length > 3 && !text.includes(0);
}

/** -1 asks for the current session. The stock manager omits the index and may get an answer about any session. */
export const askedSession: Field<number | null> = {
  shape: i16.shape,
  read: (reader, name) => (reader.rest === 0 ? null : i16.read(reader, name)),
  write(writer, value, name) {
    if (value === null) throw writer.fail(name, 'must be given: without it the server answers about any session');
    i16.write(writer, value, name);
  },
};

/** 1 once the car has finished; null in the 7-byte rows of servers before protocol 4, which lack it. */
const completed: Field<0 | 1 | null> = {
  shape: { kind: 'bit' },
  read: (reader, name) => (u8.read(reader, name) === 0 ? 0 : 1),
  write: (writer, value, name) => writer.integer(value ?? Number.NaN, { size: 1, min: 0, max: 1 }, name),
};

const oldRow = { carId: u8, timeMs: u32, laps: u16 };
const row = { ...oldRow, completed };
const oldRowSize = 7;
const rowSize = 8;

export type LeaderboardRow = ValuesOf<typeof row>;

/** u8 count, then a row for every slot of the entry list in the server's own order, including empty slots. */
export const board: Field<readonly LeaderboardRow[]> = {
  shape: { kind: 'rows', row },
  read(reader, name) {
    const count = u8.read(reader, name);
    const isOld = isOldBoard(reader, count);
    const size = isOld ? oldRowSize : rowSize;
    const start = reader.take(count * size, name);
    // Allocated at full size: one that grows is copied twice on the way to 24 rows, and leaves a third more garbage.
    const rows = new Array<LeaderboardRow>(count);
    for (let index = 0; index < count; index++) rows[index] = rowAt(reader, start + index * size, isOld);
    return rows;
  },
  write(writer, rows, name) {
    u8.write(writer, rows.length, name);
    const fields: Fields = rows[0]?.completed === null ? oldRow : row;
    for (const values of rows) writeFields(writer, fields, values);
  },
};

/** Written out, and without a bounds check per number: a race of 24 cars brings 24 rows with each lap. */
const rowAt = (reader: Reader, at: number, isOld: boolean): LeaderboardRow => ({
  carId: reader.byte(at),
  timeMs: reader.long(at + 1),
  laps: reader.word(at + 5),
  completed: isOld ? null : reader.byte(at + 7) === 0 ? 0 : 1,
});

/**
 * A truncated board of 8-byte rows can have the length of a complete one of 7-byte rows. Its car ids would then repeat,
 * or its grip would be nonsense: a board lists every slot once, and grip is 1 % to 100 %.
 */
function isOldBoard(reader: Reader, count: number): boolean {
  if (count === 0 || reader.rest !== count * oldRowSize + afterBoard) return false;
  const carIds = Array.from({ length: count }, (_, index) => reader.byte(reader.at + index * oldRowSize));
  const grip = reader.float(reader.at + count * oldRowSize);
  return new Set(carIds).size === count && grip >= 0.01 && grip <= 1;
}
