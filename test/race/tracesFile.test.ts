import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceBlock } from '../../src/race/tracesBlock.ts';
import { readTraces, type TraceRecord, traceHeader, traceOf } from '../../src/race/tracesFile.ts';

const START = Date.UTC(2026, 10, 21, 20);

const record = (carId: number, ms: number): TraceRecord => ({
  carId,
  at: START + ms,
  position: [ms / 8, 0.5, -carId],
  velocity: [50.25, 0, -12.5],
  place: 0,
});

function traceBlock(records: readonly TraceRecord[]): Buffer {
  const block = new TraceBlock();
  for (const { carId, at, position, velocity, place } of records) block.add(carId, at, position, velocity, place);
  return block.bytes(START);
}

const blocks = (...of: (readonly TraceRecord[])[]): Buffer =>
  Buffer.concat([traceHeader(START), ...of.map((records) => traceBlock(records))]);

test('records are read back as written', () => {
  const written = [record(1, 0), record(2, 3), record(1, 245)];
  expect(readTraces(blocks(written.slice(0, 2), written.slice(2)))).toEqual({
    startAt: START,
    records: written,
    wholeBytes: 16 + 2 * 8 + 3 * 26,
  });
});

test('the records of a single car can be read', () => {
  const file = blocks([record(1, 0), record(2, 0)], [record(2, 245)]);
  expect(readTraces(file, (carId) => carId === 2)?.records.map(({ carId }) => carId)).toEqual([2, 2]);
});

test('24 cars four times a second need about 9 MB an hour', () => {
  const second = Array.from({ length: 98 }, (_, index) => record(index % 24, index));
  expect((traceBlock(second).length * 3600) / 1e6).toBeLessThan(9.5);
});

test('values keep the precision of the datagrams, limited to what a car can do', () => {
  const fast: TraceRecord = { ...record(1, 0), velocity: [1e9, -1e9, 0.004], place: 1.5, position: [0.1, 1e30, -0.1] };
  const [read] = readTraces(blocks([fast]))?.records ?? [];
  expect(read).toEqual({
    carId: 1,
    at: START,
    position: [Math.fround(0.1), Math.fround(1e30), Math.fround(-0.1)],
    velocity: [327.67, -327.67, 0],
    place: 1,
  });
});

describe('a file cut off by a crash', () => {
  const [first, second] = [[record(1, 0), record(2, 0)], [record(1, 245)]];
  const whole = blocks(first, second);
  const atFirst = blocks(first).length;

  test('is read up to its last whole block, wherever it is cut', () => {
    for (let length = 16; length <= whole.length; length += 1) {
      const read = readTraces(whole.subarray(0, length));
      const expected = length === whole.length ? whole.length : length >= atFirst ? atFirst : 16;
      expect(read?.wholeBytes).toBe(expected);
    }
  });

  test('is read up to the first block with zeros or changed bytes', () => {
    const zeros = Buffer.concat([blocks(first), Buffer.alloc(300)]);
    expect(readTraces(zeros)?.wholeBytes).toBe(atFirst);
    for (let at = atFirst; at < whole.length; at += 1) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x10;
      expect(readTraces(spoilt)?.wholeBytes).toBe(atFirst);
    }
  });

  test('is not read without a whole header', () => {
    for (const length of [0, 7, 15]) expect(readTraces(whole.subarray(0, length))).toBeUndefined();
    expect(readTraces(Buffer.alloc(100))).toBeUndefined();
  });

  test('never throws, whatever bytes it contains', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readTraces(Buffer.concat([traceHeader(START), bytes]));
        readTraces(Buffer.from(bytes));
      }),
    );
  });
});

describe('the trace of one car', () => {
  test('contains the records between two moments, both included', () => {
    const records = [0, 245, 490, 735].flatMap((ms) => [record(1, ms), record(2, ms)]);
    expect(traceOf(records, 1, START + 245, START + 490)).toEqual([
      { at: START + 245, position: [30.63, 0.5, -1], velocity: [50.25, 0, -12.5], speedKmh: 186.4, place: 0 },
      { at: START + 490, position: [61.25, 0.5, -1], velocity: [50.25, 0, -12.5], speedKmh: 186.4, place: 0 },
    ]);
  });

  test('contains only those of the last driver in it', () => {
    const taken: TraceRecord = { ...record(1, 300), velocity: null };
    const records = readTraces(blocks([record(1, 0), record(1, 245), taken, record(1, 490)]))?.records ?? [];
    expect(traceOf(records, 1, START, START + 1000).map(({ at }) => at - START)).toEqual([490]);
    expect(traceOf(records, 1, START, START + 250).map(({ at }) => at - START)).toEqual([0, 245]);
  });
});
