import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPenaltiesFile } from '../../../src/config/penaltiesFile.ts';
import { readPenaltiesFile } from '../../../src/features/penalties/file.ts';
import { DEFAULT_SETTINGS } from '../../../src/features/penalties/settings.ts';

const read = (text: string, servers = ['main']) => readPenaltiesFile({ name: 'penalties.ini', text }, servers);

const refusal = (text: string): string => {
  try {
    read(text, ['gt3', 'gt4']);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('penalties.ini', () => {
  it('is read as the example file explains', () => {
    const text = readFileSync(new URL('../../../penalties.example.ini', import.meta.url), 'utf8');
    expect(read(text).get('main')).toMatchObject({
      rules: {
        cut: { warnings: 3, sessions: ['race'], penalty: { type: 'drive-through', laps: 2 }, eachCut: false },
        'wall contact': { fromKmh: 30, penalty: undefined },
      },
      contactIncidents: { fromKmh: 20, sessions: ['race'] },
      driveThrough: { laps: 2, seconds: 20 },
      stopAndGo: { laps: 2, seconds: 20 },
    });
    // Car contacts are not counted, so a driver who was hit gets no warning.
    expect(Object.keys(read(text).get('main')?.rules ?? {})).toEqual(['cut', 'wall contact']);
  });

  it('counts car contacts only if the league says so', () => {
    expect(read('[car-contacts]\n').get('main')).toMatchObject({ rules: {}, contactIncidents: { fromKmh: 20 } });
    const counting = read('[car-contacts]\nPENALTY=time\nAMOUNT=5\n').get('main');
    expect(counting?.contactIncidents).toBeUndefined();
    expect(counting?.rules['car contact']).toMatchObject({
      warnings: 3,
      firstLap: 'half',
      penalty: { type: 'time', amount: 5 },
    });
  });

  it('enables only the rules that it names', () => {
    expect(read('').get('main')).toEqual(DEFAULT_SETTINGS);
    expect(Object.keys(read('[cuts]\n').get('main')?.rules ?? {})).toEqual(['cut']);
  });

  it('sets licence points per infringement, their expiry and their thresholds', () => {
    const text =
      '[points]\ncollision=2\n[licence]\nexpiry=3 events\n8=ban for one race\n4=a talk\n[gt3.licence]\nEXPIRY=365 days';
    const all = read(text, ['gt3', 'gt4']);
    expect(all.get('gt4')?.infringements?.find(({ code }) => code === 'collision')).toEqual({
      code: 'collision',
      text: 'Causing a collision',
      points: 2,
    });
    expect(all.get('gt4')?.licence).toEqual({
      expiry: { count: 3, of: 'events' },
      thresholds: [
        { points: 4, consequence: 'a talk' },
        { points: 8, consequence: 'ban for one race' },
      ],
    });
    expect(all.get('gt3')?.licence).toEqual({ expiry: { count: 365, of: 'days' }, thresholds: [] });
  });

  it('can override rules for one server', () => {
    const all = read('[cuts]\nWARNINGS=3\n[gt3.cuts]\nwarnings=1\nPENALTY=time\nAMOUNT=5\n', ['gt3', 'gt4']);
    expect(all.get('gt3')?.rules.cut).toMatchObject({ warnings: 1, penalty: { type: 'time', amount: 5 } });
    expect(all.get('gt4')?.rules.cut).toMatchObject({ warnings: 3, penalty: { type: 'drive-through' } });
  });

  it('sets what replaces a drive-through or stop-and-go that was not served', () => {
    const text =
      '[cuts]\nPENALTY=stop-and-go\nAMOUNT=10\n[drive-through]\nSECONDS=25\n[gt3.stop-and-go]\nLAPS=3\nSECONDS=30';
    const all = read(text, ['gt3', 'gt4']);
    expect(all.get('gt3')).toMatchObject({
      rules: { cut: { penalty: { type: 'stop-and-go', amount: 10, laps: 3 } } },
      driveThrough: { laps: 2, seconds: 25 },
      stopAndGo: { laps: 3, seconds: 30 },
    });
    expect(all.get('gt4')).toMatchObject({ stopAndGo: { laps: 2, seconds: 20 } });
  });

  it.each([
    ['[points]\noverslept=2', 'penalties.ini, [points]: overslept is no code of [infringements].'],
    ['[points]\ncollision=some', 'penalties.ini, [points]: collision must be a whole number from 0 to 99.'],
    [
      '[licence]\nEXPIRY=a year',
      'penalties.ini, [licence]: EXPIRY must be a number of events or days, such as "10 events" or "365 days".',
    ],
    ['[licence]\nmany=ban', 'penalties.ini, [licence]: many is neither EXPIRY nor a number of points from 1 to 99.'],
    ['[licence]\n8=', 'penalties.ini, [licence]: 8 needs what follows, in at most 100 characters.'],
    ['[cuts]\nWARNINGS=many', 'penalties.ini, [cuts]: WARNINGS must be a whole number from 0 to 99.'],
    ['[cuts]\nWARNINGS=-1', 'penalties.ini, [cuts]: WARNINGS must be a whole number from 0 to 99.'],
    ['[cuts]\nWARNINGS=true', 'penalties.ini, [cuts]: WARNINGS must be a whole number from 0 to 99.'],
    ['[cuts]\nSESSIONS=race, warmup', 'penalties.ini, [cuts]: SESSIONS must be one of practice, qualify, race.'],
    ['[cuts]\nPENALTY=exile', /^penalties\.ini, \[cuts\]: PENALTY must be one of none, reprimand, warning, time, /],
    ['[cuts]\nPENALTY=time', 'penalties.ini, [cuts]: PENALTY=time needs AMOUNT, in s.'],
    ['[cuts]\nPENALTY=stop-and-go', 'penalties.ini, [cuts]: PENALTY=stop-and-go needs AMOUNT, in s.'],
    ['[cuts]\nPENALTY=grid', 'penalties.ini, [cuts]: PENALTY=grid needs AMOUNT, in places.'],
    ['[cuts]\nPENALTY=grid\nAMOUNT=3\nLAPS=2', 'penalties.ini, [cuts]: LAPS has no effect with PENALTY=grid.'],
    [
      '[cuts]\nPENALTY=time\nAMOUNT=5\nSESSIONS=practice, race',
      'penalties.ini, [cuts]: PENALTY=time counts in a result, which practice has none of: SESSIONS must be without practice.',
    ],
    ['[stop-and-go]\nSECONDS=-1', 'penalties.ini, [stop-and-go]: SECONDS must be a whole number from 0 to 3600.'],
    ['[drive-through]\nLAPS=0', 'penalties.ini, [drive-through]: LAPS must be a whole number from 1 to 200.'],
    ['[cuts]\nAMOUNT=3', 'penalties.ini, [cuts]: AMOUNT has no effect with PENALTY=drive-through.'],
    ['[gt3.cuts]\nPENALTY=kick\nLAPS=2', 'penalties.ini, [gt3.cuts]: LAPS has no effect with PENALTY=kick.'],
    ['[cuts]\nFROM_KMH=3', 'penalties.ini, [cuts]: FROM_KMH is no setting.'],
    ['[cuts]\nPENALTY=incident', /^penalties\.ini, \[cuts\]: PENALTY must be one of none, reprimand, /],
    ['[wall-contacts]\nPENALTY=incident', /: PENALTY must be one of none, reprimand, /],
    ['[car-contacts]\nPENALTY=exile', /: PENALTY must be one of incident, none, reprimand, /],
    ['[car-contacts]\nAMOUNT=3', 'penalties.ini, [car-contacts]: AMOUNT has no effect with PENALTY=incident.'],
    ['[cutz]\nWARNINGS=3', /^penalties\.ini: \[cutz\] is neither one of cuts, car-contacts, .* nor a server\.$/],
    ['WARNINGS=3', 'penalties.ini: WARNINGS is outside any section.'],
    ['[__proto__]\nWARNINGS=3', 'accepted'],
  ])('refuses %j in one sentence', (text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });

  it('must exist if it is configured', () => {
    expect(openPenaltiesFile(undefined, '/nowhere/servers.ini')).toBeUndefined();
    expect(() => openPenaltiesFile('/nowhere/penalties.ini', undefined)).toThrow(
      'PENALTIES_FILE /nowhere/penalties.ini cannot be read',
    );
  });
});
