import { describe, expect, it } from 'vitest';
import { classified } from '../../../src/features/results/classification.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { penalty } from '../../fakes/penalties.ts';

const SUZUKA = '2019_3_2_22_28_RACE.json';
const NURBURGRING = '2019_3_2_21_36_RACE.json';

const statuses = (name: string, folder?: 'manager') =>
  Object.fromEntries(classified(fixture(name, folder), []).rows.map((row) => [row.name, row.status]));

describe('the finishing status', () => {
  it('is DNF for a driver who stopped long before the winner finished', () => {
    // Five of ten laps, the last of them 276 s before the winner's last.
    expect(statuses(SUZUKA, 'manager')).toMatchObject({
      'Fabio Mirjaf': 'DNF',
      Ele: undefined,
      carlarosacar: undefined,
    });
    // Eight of ten laps of 100 s, the last one 179 s before the winner's.
    expect(statuses('null_events_RACE.json')).toMatchObject({ 'Rosa Svenros': 'DNF' });
  });

  it('is not DNF for a driver still on a lap at the flag, however many laps are missing', () => {
    // Three of six laps; the last ended after the winner's.
    expect(statuses(NURBURGRING, 'manager')).toMatchObject({ Hugoalva8286: undefined });
    // Nine of ten laps, the last 30 s before the winner's: the race may have been over before the tenth.
    expect(statuses('null_events_RACE.json')).toMatchObject({ 'Fab 777': undefined });
  });

  it('is DNF without a lap but with a contact, and DNS without either', () => {
    expect(statuses(NURBURGRING, 'manager')).toMatchObject({ Irinahugoi: 'DNF' });
    expect(statuses(SUZUKA, 'manager')).toMatchObject({ 'gret a': 'DNS', Irinahugoi: 'DNS' });
  });

  it('is given only in races, and is DSQ for a disqualified driver', () => {
    const qualify = fixture('2019_2_15_21_8_QUALIFY.json');
    expect(classified(qualify, []).rows.filter(({ status }) => status !== undefined)).toEqual([]);
    const winner = { carId: 0, guid: '76561197900000000', name: 'carlarosacar' };
    const [first] = classified(fixture(SUZUKA, 'manager'), []).rows;
    const out = penalty({
      driver: { ...winner, guid: first?.guid ?? '' },
      type: 'disqualification',
      amount: 0,
      state: 'issued',
    });
    const { rows } = classified(fixture(SUZUKA, 'manager'), [out]);
    expect(rows.find(({ name }) => name === 'carlarosacar')).toMatchObject({ status: 'DSQ', before: 1 });
  });
});

it('each row has the car and the best lap', () => {
  // As in the file's own rows.
  expect(classified(fixture('2019_2_15_21_16_RACE.json'), []).rows[0]).toMatchObject({
    name: 'Fabiom Irjaf',
    car: fixture('2019_2_15_21_16_RACE.json').result[0]?.model,
    bestLapMs: fixture('2019_2_15_21_16_RACE.json').result[0]?.bestLapMs,
  });
});
