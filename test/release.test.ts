import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notesOf, released } from '../scripts/changelog.ts';
import { isAllowed, licencesText } from '../scripts/licences.ts';

const TEXT = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-02\n\n- The first.\n';
const next = (version: string, text = TEXT) => released(text, { version, before: '0.1.0', day: '2026-11-21' });

describe('the changelog of a release', () => {
  test('moves unreleased changes under the version and date', () => {
    const text = next('0.2.0');
    expect(text).toBe(TEXT.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-11-21\n'));
    expect(notesOf(text, '0.2.0')).toBe('### Added\n\n- A thing.');
    expect(notesOf(text, '0.1.0')).toBe('- The first.');
    // Anything new after that belongs to another release.
    expect(() => released(text, { version: '0.3.0', before: '0.2.0', day: '' })).toThrow(
      'tells of nothing that is new',
    );
  });

  test.each([
    ['two', 'is no version'],
    ['0.2', 'is no version'],
    ['', 'is no version'],
    ['0.1.0', '0.1.0 does not come after 0.1.0.'],
    ['0.0.9', '0.0.9 does not come after 0.1.0.'],
  ])('refuses the version "%s"', (version, sentence) => expect(() => next(version)).toThrow(sentence));

  test.each([
    ['0.1.1', true],
    ['0.10.0', true],
    ['1.0.0', true],
  ])('accepts %s after 0.1.0', (version) => expect(next(version)).toContain(`[${version}]`));

  test('accepts the current version for the first release', () => {
    expect(next('0.1.0', TEXT.slice(0, TEXT.indexOf('## [0.1.0]')))).toContain('## [0.1.0] - 2026-11-21');
  });

  test('refuses a changelog without an Unreleased section', () =>
    expect(() => next('0.2.0', '# Changelog\n')).toThrow('has no'));
});

describe('the licence check', () => {
  test('allows the licences of all distributed packages', () => {
    const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
    const packages = Object.entries<{ readonly dev?: boolean; readonly license?: string }>(lock.packages);
    const handedOut = packages.filter(([path, { dev = false }]) => path !== '' && !dev);
    expect(handedOut.length).toBeGreaterThan(50);
    expect(handedOut.filter(([, { license = 'none' }]) => !isAllowed(license))).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['none', false],
    ['UNLICENSED', false],
    ['Unlicense', true],
  ])('allows %s: %s', (licence, isFine) => expect(isAllowed(licence)).toBe(isFine));

  test('lists each licence with its text', () => {
    const text = licencesText([
      { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Copyright A' },
      { name: 'b', version: '2.0.0', licence: 'ISC', text: undefined },
    ]);
    expect(text).toContain('| a | 1.0.0 | MIT |\n| b | 2.0.0 | ISC |');
    expect(text).toContain('## a\n\nCopyright A');
    expect(text).not.toContain('## b');
  });
});
