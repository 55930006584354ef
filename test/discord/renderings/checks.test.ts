import { expect, it } from 'vitest';
import { checksMessage } from '../../../src/discord/renderings/checks.ts';
import type { Checked } from '../../../src/doctor/checks.ts';
import { english } from '../../../src/texts/english/index.ts';

const check = (number: number, changes: Partial<Checked>): Checked => ({
  number,
  title: `Title ${number}`,
  state: 'ok',
  findings: [],
  reasons: [],
  ...changes,
});

const embedOf = (...checked: readonly Checked[]) => checksMessage({ kind: 'checks', checked }, english).embeds?.[0];

it('lists findings, then what could not be run, then what is fine, and counts what does not apply', () => {
  const embed = embedOf(
    check(1, {}),
    check(2, { state: 'does not apply' }),
    check(3, { state: 'unknown', reasons: ['gt3: RCON does not answer'] }),
    check(4, { state: 'found', findings: [{ level: 'fault', sentence: 'It is broken.', fix: 'Mend it.' }] }),
  );
  expect(embed).toMatchObject({
    title: '1 found',
    description: '❌ It is broken. Mend it.\n❔ Not checked: Title 3 (gt3: RCON does not answer)\n✅ Title 1',
    footer: { text: '1 more check does not apply here' },
  });
});

it('has no footer if every check applies', () => {
  expect(embedOf(check(1, {}))).toMatchObject({ title: 'No problems found', description: '✅ Title 1' });
  expect(embedOf(check(1, {}))?.footer).toBeUndefined();
});
