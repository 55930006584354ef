import { describe, expect, it } from 'vitest';
import { openPenaltiesFile } from '../../../src/config/penaltiesFile.ts';
import { readPenaltiesFile } from '../../../src/features/penalties/file.ts';
import { causeInExtraInfo, infractionInExtraInfo, RULES, ruleKinds } from '../../../src/features/penalties/rules.ts';
import { english } from '../../../src/texts/english/index.ts';

const codes = ruleKinds.map(({ code }) => code);

describe('the record of rules', () => {
  it('keeps the codes that stored data and programs use', () => {
    expect([RULES.cut.code, RULES.carContact.code, RULES.wallContact.code]).toEqual([
      'cut',
      'car contact',
      'wall contact',
    ]);
  });

  it('has no code or section twice', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(ruleKinds.map(({ section }) => section)).size).toBe(codes.length);
  });

  it.each(ruleKinds)('enables $code by its section, which the example file explains', ({ code, section }) => {
    // Car contacts are counted only if a league asks for it.
    const written = code === 'car contact' ? 'PENALTY=none\n' : '';
    const read = readPenaltiesFile({ name: 'penalties.ini', text: `[${section}]\n${written}` }, ['main']);
    expect(Object.keys(read.get('main')?.rules ?? {})).toEqual([code]);
    const example = openPenaltiesFile(new URL('../../../penalties.example.ini', import.meta.url).pathname, undefined);
    expect(example?.text).toContain(`\n[${section}]\n`);
  });
});

describe('extra information', () => {
  it('passes on the infractions and causes it knows', () => {
    const known = ['cut', 'car contact', 'wall contact'];
    expect(known.map(infractionInExtraInfo)).toEqual(known);
    expect(causeInExtraInfo('cut')).toBe('cut');
    expect(causeInExtraInfo('given by an admin')).toBe('given by an admin');
    expect(causeInExtraInfo('finished with an unserved penalty')).toBe('finished with an unserved penalty');
  });

  it('leaves out unknown rules', () => {
    expect(infractionInExtraInfo('made up')).toBeUndefined();
    expect(causeInExtraInfo('made up')).toBeUndefined();
    expect(infractionInExtraInfo('constructor')).toBeUndefined();
  });
});

it('a rule of a later version is shown by its code', () => {
  for (const infraction of ['car contact', 'made up', 'constructor']) {
    expect(english.infractionPlace({ infraction, lap: 3 })).toBe(`${infraction}, lap 3`);
  }
});
