import { describe, expect, it } from 'vitest';
import { readRoster } from '../../../src/features/roster/entries.ts';

const ADA = '76561198000000001';
const BOB = '76561198000000002';
const read = (...lines: readonly string[]) => readRoster(lines.join('\n'), 'roster.csv');

describe('roster.csv', () => {
  it('has a row a driver, and may leave all but GUID and name empty', () => {
    expect(
      read('GUID,name,number,team,Discord id', `${ADA},Ada Quick,07,Red Kites,223456789012345678`, `${BOB},Bob,,,`),
    ).toEqual({
      entries: [
        { guid: ADA, name: 'Ada Quick', number: '07', team: 'Red Kites', discordId: '223456789012345678' },
        { guid: BOB, name: 'Bob' },
      ],
      problems: [],
    });
  });

  it.each([
    [
      'semicolons, columns in another order, and titles as people write them',
      `Team;Steam ID;Driver Name\nKites;${ADA};Ada`,
    ],
    ['tabs', `guid\tname\tteam\n${ADA}\tAda\tKites`],
    ['the marks that spreadsheets leave', `\uFEFF"GUID","League name","Team"\r\n"${ADA}","Ada","Kites"\r\n\r\n`],
    ['blank lines and columns of no meaning', `\nguid,name,points,team\n\n${ADA},Ada,12,Kites\n,,,\n`],
  ])('may have %s', (_, text) => {
    expect(readRoster(text, 'roster.csv')).toMatchObject({
      entries: [{ guid: ADA, name: 'Ada', team: 'Kites' }],
      problems: [],
    });
  });

  it('keeps commas and quotes within quotes', () => {
    expect(read('guid,name', `${ADA},"Quick, ""The"" Ada"`).entries).toEqual([{ guid: ADA, name: 'Quick, "The" Ada' }]);
  });

  it('names each row that is wrong, and takes the others', () => {
    const { entries, problems } = read(
      'guid,name,discord',
      `${ADA},Ada,223456789012345678`,
      '7656119,Short,',
      `${BOB},,`,
      `${ADA},Another Ada,`,
      `76561198000000003,Cara,Cara#1234`,
      `76561198000000004,Dirk,223456789012345678`,
      `76561198000000005,${'x'.repeat(61)},`,
    );
    expect(problems).toEqual([
      'roster.csv, line 3: a GUID has 17 digits, not "7656119"; this row is left out.',
      'roster.csv, line 4: a name has 1 to 60 characters; this row is left out.',
      `roster.csv, line 5: the GUID ${ADA} stands above already; this row is left out.`,
      'roster.csv, line 6: a Discord id has 17 to 20 digits, not "Cara#1234"; Cara is not linked.',
      'roster.csv, line 7: the Discord id 223456789012345678 is that of Ada above; Dirk is not linked.',
      'roster.csv, line 8: a name has 1 to 60 characters; this row is left out.',
    ]);
    expect(entries.map(({ name, discordId }) => [name, discordId])).toEqual([
      ['Ada', '223456789012345678'],
      ['Cara', undefined],
      ['Dirk', undefined],
    ]);
  });

  it.each([
    ['', 'roster.csv is empty.'],
    ['name,team\nAda,Kites', 'roster.csv, line 1: there is no column GUID.'],
    ['a,b,c', 'roster.csv, line 1: there is no column GUID and name.'],
  ])('is refused whole where its columns are not known', (text, problem) => {
    expect(readRoster(text, 'roster.csv')).toEqual({ entries: [], problems: [problem] });
  });
});
