import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import {
  DEFAULT_INFRINGEMENTS,
  likelyInfringement,
  readInfringements,
} from '../../../src/features/decisions/infringements.ts';
import { rulesVersion } from '../../../src/features/decisions/rules.ts';
import { readPenaltiesFile } from '../../../src/features/penalties/file.ts';
import { incident } from '../../fakes/incidents.ts';

const file = (text: string) => ({ name: 'penalties.ini', text });
const listOf = (text: string, server = 'gt3') =>
  readPenaltiesFile(file(text), ['gt3', 'gt4']).get(server)?.infringements;

it('infringements are read for all servers or for one', () => {
  const text = '[infringements]\nT1=Cutting turn 1\n[gt4.infringements]\ntow=Slipstreaming behind the lights';
  expect(listOf(text)).toEqual([{ code: 't1', text: 'Cutting turn 1' }]);
  expect(listOf(text, 'gt4')).toEqual([{ code: 'tow', text: 'Slipstreaming behind the lights' }]);
  expect(listOf('')).toBeUndefined();
});

it('the example file lists the default infringements', () => {
  const text = readFileSync(new URL('../../../penalties.example.ini', import.meta.url), 'utf8');
  expect(listOf(text)).toEqual(DEFAULT_INFRINGEMENTS);
});

test.each([
  ['[infringements]\nNOT A CODE=x', /^penalties\.ini, \[infringements\]: not a code must be up to 30/],
  ['[infringements]\ncode=', /^penalties\.ini, \[infringements\]: code needs a text/],
  [`[gt3.infringements]\ncode=${'x'.repeat(101)}`, /^penalties\.ini, \[gt3\.infringements\]: code needs a text/],
])('%j is refused', (text, problem) => {
  expect(() => listOf(text)).toThrow(problem);
});

it('the list may have 25 entries and no more', () => {
  const many = (count: number) =>
    readInfringements(Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, 'x']))).problems;
  expect(many(25)).toEqual([]);
  expect(many(26)).toEqual(['there are 26 entries, and at most 25 can be chosen from.']);
});

it('the likely infringement follows the kind of incident, if the list has it', () => {
  const likely = (facts: Parameters<typeof incident>[0], list = DEFAULT_INFRINGEMENTS) =>
    likelyInfringement(incident(facts), list);
  expect(likely({})).toBe('collision');
  expect(likely({ contacts: [], sessionKind: 'qualify' })).toBe('impeding');
  expect(likely({ contacts: [] })).toBeUndefined();
  expect(likely({}, [{ code: 'tow', text: 'Slipstreaming' }])).toBeUndefined();
});

it('the version of the rules changes with the infringements and the settings', () => {
  const version = (text: string) => rulesVersion(readPenaltiesFile(file(text), ['gt3']).get('gt3') ?? {});
  expect(version('')).toMatch(/^[0-9a-f]{8}$/);
  expect(version('; a comment')).toBe(version(''));
  expect(new Set([version(''), version('[infringements]\nt1=x'), version('[drive-through]\nLAPS=3')]).size).toBe(3);
});
