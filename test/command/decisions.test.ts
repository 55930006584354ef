import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { viewOf } from '../../src/app/serverView.ts';
import { decision, decisionIfAny, infringementIfAny, seen } from '../../src/command/decisions.ts';
import { driversAmong } from '../../src/command/driver.ts';
import { lapIfAny } from '../../src/command/lap.ts';
import { sessionIfAny } from '../../src/command/numbers.ts';
import { isOutcomeWord, OUTCOME_WORDS, outcome, replacement } from '../../src/command/outcomes.ts';
import type { Param, Reading } from '../../src/command/param.ts';
import { sessionTime } from '../../src/command/sessionTime.ts';
import { usage } from '../../src/command/vocabulary.ts';
import { cursorOver, cursorOverValue } from '../../src/command/words.ts';
import { emptyState } from '../../src/race/state.ts';
import { caller, fakeServer } from './world.ts';

const { server } = fakeServer();
const view = viewOf(server, () => emptyState(1));
const reading: Reading = { view, caller: caller('steward', { via: 'chat' }) };

/** What was read, and the words that were left. */
function read<T>(param: Param<T>, line: string): [unknown, string] {
  const cursor = cursorOver(line);
  const value = param.read(cursor, 'it', reading);
  return [value, cursor.takeRest()];
}

const involved = driversAmong('Who', ({ nameable }) => nameable.involved, isOutcomeWord);
const carIds = (line: string): [unknown, string] => {
  const [found, left] = read(involved, line);
  return [(found as readonly { carId: number }[]).map(({ carId }) => carId), left];
};

describe('parameters of decisions', () => {
  test.each([
    [seen, '@17 time 5', [17, 'time 5']],
    [seen, 'time 5', [undefined, 'time 5']],
    [seen, '@x', [undefined, '@x']],
    [decision('Which'), 'P-17 rest', [17, 'rest']],
    [decision('Which'), 'd18', [18, '']],
    [decision('Which'), '18', [18, '']],
    [decision('Which'), 'P-B17 rest', [2_000_017, 'rest']],
    [decision('Which'), 'd-b18', [2_000_018, '']],
    [decision('Which'), 'b18', [2_000_018, '']],
    [decisionIfAny('Which'), 'P-B17 rest', [2_000_017, 'rest']],
    [decisionIfAny('Which'), 'b17 was wrong', [undefined, 'b17 was wrong']],
    [decisionIfAny('Which'), '18 why', [18, 'why']],
    [decisionIfAny('Which'), 'why not', [undefined, 'why not']],
    [infringementIfAny('What'), 'Collision in turn 1', ['collision', 'in turn 1']],
    [infringementIfAny('What'), 'colliding', [undefined, 'colliding']],
    [outcome('What'), 'Racing-Incident', ['racing incident', '']],
    [outcome('What'), 'no-action', ['no further action', '']],
    [outcome('What'), 'stop-and-go 10', ['stop-and-go', '10']],
    [replacement('What'), 'withdrawn why', ['withdrawn', 'why']],
    [lapIfAny('Lap'), 'lap 7 rest', [7, 'rest']],
    [lapIfAny('Lap'), 'L12', [12, '']],
    [lapIfAny('Lap'), '7 rest', [undefined, '7 rest']],
    [lapIfAny('Lap'), 'lapped me', [undefined, 'lapped me']],
    [sessionIfAny('Session'), 'S-12 lap 7', [12, 'lap 7']],
    [sessionIfAny('Session'), 'slow car', [undefined, 'slow car']],
    [sessionTime('When'), '12:34', [754_000, '']],
    [sessionTime('When'), '1:02:34', [3_754_000, '']],
    [sessionTime('When'), '95:00', [5_700_000, '']],
  ])('%#: %s', (param, line, expected) => {
    expect(read(param as Param<unknown>, line)).toEqual(expected);
  });

  test('a session or a decision in a field of its own needs no letters in front', () => {
    const inField = (param: Param<unknown>) => (value: string) => param.read(cursorOverValue(value), 'it', reading);
    const [session, decided] = [inField(sessionIfAny('Session')), inField(decisionIfAny('Which'))];
    expect(['12', 'S-12', 'b3', ''].map(session)).toEqual([12, 12, 2_000_003, undefined]);
    expect(['18', 'D-18', 'b17', ''].map(decided)).toEqual([18, 18, 2_000_017, undefined]);
    expect(() => session('yesterday')).toThrow('it must be a number such as S-17, not "yesterday".');
    expect(() => decided('why')).toThrow('it must be a number such as P-17 or D-18, not "why".');
  });

  test.each([
    [decision('Which'), 'INC-3', 'it must be a number such as P-17 or D-18, not "INC-3".'],
    [decision('Which'), '', 'it is missing: a number such as P-17 or D-18.'],
    [outcome('What'), 'withdrawn', /^it must be one of no-further-action, racing-incident, reprimand/],
    [outcome('What'), '', 'it is missing.'],
    [lapIfAny('Lap'), 'lap 0', 'it must be a lap such as 7, not "0".'],
    [sessionTime('When'), '12:60', 'it must be a time such as 12:34 or 1:02:34, not "12:60".'],
    [sessionTime('When'), '1:75:00', /^it must be a time/],
    [sessionTime('When'), '', /^it is missing/],
  ])('%#: %j is refused', (param, line, sentence) => {
    expect(() => read(param as Param<unknown>, line)).toThrow(sentence);
  });

  test('a lap in a form field on Discord is only a number', () => {
    const inField = (said: string) => lapIfAny('Lap').read(cursorOverValue(said), 'it', reading);
    expect(['7', 'L7', 'lap 7', ''].map(inField)).toEqual([7, 7, 7, undefined]);
    expect(() => inField('first')).toThrow('it must be a lap such as 7, not "first".');
  });

  test('the outcomes include every penalty type', () => {
    expect(OUTCOME_WORDS.slice(0, 2)).toEqual(['no-further-action', 'racing-incident']);
    expect(OUTCOME_WORDS.every((word) => /^[a-z-]+$/.test(word) && isOutcomeWord(word.toUpperCase()))).toBe(true);
  });

  test('parameters for buttons only are not in the usage', () => {
    const decide = commands.find(({ name }) => name === 'incident decide');
    expect(decide && usage(decide)).toBe(
      'incident decide <number> [drivers] [outcome] [amount] [laps] [infringement] [points] [reason]',
    );
  });
});

describe('a list of several drivers', () => {
  test.each([
    ['Elena Bea time 5', [[3, 4], 'time 5']],
    ['3 4 warning', [[3, 4], 'warning']],
    ['Elena Elena time', [[3], 'time']],
    ['Elena why not', [[3], 'why not']],
    ['time 5', [[], 'time 5']],
    ['', [[], '']],
    ['"76561197900000001" "76561197900000002"', [[3, 4], '']],
  ])('is read from: %s', (line, expected) => expect(carIds(line)).toEqual(expected));

  test('can be one value from a form', () => {
    const value = cursorOverValue('"76561197900000001" "76561197900000002"');
    expect(involved.read(value, 'drivers', reading)).toMatchObject([{ carId: 3 }, { carId: 4 }]);
    expect(value.words()).toEqual([]);
    expect(involved.read(cursorOverValue('76561197900000002'), 'drivers', reading)).toMatchObject([{ carId: 4 }]);
  });

  test.each(['Nobody time 5', '"76561197900000001 kick"', '99'])('%s is refused', (line) => {
    expect(() => carIds(line)).toThrow(/^.* is not one of the drivers to choose from/);
  });
});
