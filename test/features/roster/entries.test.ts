import { describe, expect, it } from 'vitest';
import { readRoster } from '../../../src/features/roster/entries.ts';

const ADA = '76561198000000001';
const BOB = '76561198000000002';
const readText = (text: string) => {
  const { byGuid, problems } = readRoster(text, 'roster.csv');
  return { entries: [...byGuid.values()], problems };
};
const read = (...lines: readonly string[]) => readText(lines.join('\n'));

describe('roster.csv', () => {
  it('has one row per driver, with only GUID and name required', () => {
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
    ['semicolons, reordered columns and free-form column titles', `Team;Steam ID;Driver Name\nKites;${ADA};Ada`],
    ['tabs', `guid\tname\tteam\n${ADA}\tAda\tKites`],
    ['a BOM, quotes and CRLF line ends', `\uFEFF"GUID","League name","Team"\r\n"${ADA}","Ada","Kites"\r\n\r\n`],
    ['blank lines and a column without a title', `\nguid,name,,team\n\n${ADA},Ada,12,Kites\n,,,\n`],
  ])('may have %s', (_, text) => {
    expect(readText(text)).toMatchObject({
      entries: [{ guid: ADA, name: 'Ada', team: 'Kites' }],
      problems: [],
    });
  });

  it('keeps commas and quotes inside quoted fields', () => {
    expect(read('guid,name', `${ADA},"Quick, ""The"" Ada"`).entries).toEqual([{ guid: ADA, name: 'Quick, "The" Ada' }]);
  });

  it('reports each wrong row by its line, and takes the others', () => {
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
  ])('is refused as a whole if columns are missing', (text, problem) => {
    expect(readText(text)).toEqual({ entries: [], problems: [problem] });
  });

  it('names a column that is not read, and reads the others', () => {
    const { entries, problems } = read('GUID,Name,Car number,,Driver', `${ADA},Ada,07,,x`);
    expect(entries).toEqual([{ guid: ADA, name: 'Ada' }]);
    const known = 'those that are: GUID, name, number, team and Discord ID.';
    expect(problems).toEqual([
      `roster.csv, line 1: the column "Car number" is not read; ${known}`,
      `roster.csv, line 1: the column "Driver" is not read; ${known}`,
    ]);
  });

  it('reports a hundred wrong rows, and counts the rest', () => {
    const { entries, problems } = read('guid,name', ...Array.from({ length: 130 }, () => '1,x'), `${ADA},Ada`);
    expect(problems).toHaveLength(101);
    expect(problems.slice(-2)).toEqual([
      'roster.csv, line 101: a GUID has 17 digits, not "1"; this row is left out.',
      'roster.csv: 30 more like these.',
    ]);
    expect(entries).toHaveLength(1);
  });

  it('leaves out a row of more than 4000 characters', () => {
    const { entries, problems } = read('guid,name', `${ADA},Ada${','.repeat(3970)}`, `${BOB},Bob${','.repeat(5000)}`);
    expect(entries.map(({ guid }) => guid)).toEqual([ADA]);
    expect(problems).toEqual(['roster.csv, line 3: a row has at most 4000 characters; this row is left out.']);
  });

  it.each(['\n', '\r\n', '\r'])('counts lines with any line ending (%j)', (end) => {
    expect(readText(['', 'guid,name', '', `${ADA},Ada`, '1,x', ''].join(end))).toEqual({
      entries: [{ guid: ADA, name: 'Ada' }],
      problems: ['roster.csv, line 5: a GUID has 17 digits, not "1"; this row is left out.'],
    });
  });
});
