import { describe, expect, it } from 'vitest';
import { listProblem, raceProblem } from '../../../src/features/grid/race.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { guid, slots } from './made.ts';

const SUZUKA = fixture('2019_3_2_22_28_RACE.json', 'manager');
const NURBURGRING = fixture('2019_3_2_21_36_RACE.json', 'manager');

describe('the race and the entry list for a grid', () => {
  const cfg = { track: 'suzuka', layout: 'suzukaeast' };

  it.each([
    [{ track: 'suzuka', layout: 'suzukaeast' }],
    [{ track: 'Suzuka', layout: 'SuzukaEast' }],
    [{ track: 'csp/2144/../suzuka', layout: 'suzukaeast' }],
  ])('are accepted with a race at the same track: %j', (place) => {
    expect(raceProblem(SUZUKA, place, 'it')).toBeUndefined();
  });

  it('are refused with a race at another track or layout, naming both', () => {
    expect(raceProblem(NURBURGRING, cfg, 'x_RACE.json')).toBe(
      'x_RACE.json is a race at ks_nurburgring (layout_sprint_b), but server_cfg.ini has suzuka (suzukaeast); the grid was left as it is.',
    );
    expect(raceProblem(SUZUKA, { track: 'suzuka', layout: '' }, 'it')).toContain('server_cfg.ini has suzuka;');
  });

  it('are refused with the results of another kind of session', () => {
    const practice = fixture('2019_3_2_14_41_PRACTICE.json');
    expect(raceProblem(practice, { track: 'suzuka', layout: 'suzukagp' }, 'x')).toBe(
      'x holds the results of PRACTICE, not of a race.',
    );
  });

  it('are refused with an empty list, or with a GUID in two slots', () => {
    expect(listProblem([], 'entry_list.ini')).toBe('entry_list.ini has no [CAR_0]: there is no grid to order.');
    const doubled = slots(3, (carId) => ({ guids: carId === 1 ? [] : [guid(carId), guid(7)] }));
    expect(listProblem(doubled, 'e')).toBe(`e has GUID ${guid(7)} in CAR_0 and in CAR_2: remove one of them first.`);
    expect(listProblem(slots(3), 'e')).toBeUndefined();
  });
});
