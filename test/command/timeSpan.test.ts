import { describe, expect, it, test } from 'vitest';
import { timeSpan } from '../../src/command/timeSpan.ts';
import { cursorOver } from '../../src/command/words.ts';
import { caller } from './world.ts';

const param = timeSpan('For how long');
const reading = { view: undefined, caller: caller('admin') };
const read = (line: string) => {
  const cursor = cursorOver(line);
  return { ms: param.read(cursor, 'duration', reading), left: cursor.words() };
};

test.each([
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['7D', 604_800_000],
])('"%s" is read', (word, ms) => {
  expect(read(`${word} ramming`)).toEqual({ ms, left: ['ramming'] });
});

describe('without a duration', () => {
  it.each(['', 'ramming', 'because of 3 contacts'])('"%s" is kept as the rest of the line', (line) => {
    expect(read(line)).toEqual({ ms: undefined, left: cursorOver(line).words() });
  });
});

test.each(['30', '0m', '-5m', '2 weeks', '2w', '1.5h', '99999999d', '1e3m', '9'.repeat(400)])(
  '"%s" is refused',
  (line) => {
    expect(() => read(line)).toThrow('duration must be minutes, hours or days, such as 30m, 2h or 7d, not "');
  },
);

test('durations are suggested while typing', async () => {
  const offered = await param.suggest?.('3', reading);
  expect(offered?.map(({ value }) => value)).toEqual(['30m', '30d']);
});
