import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { type Catalogue, inWords, type Text } from '../../src/texts/catalogue.ts';
import { english } from '../../src/texts/english/index.ts';
import { ownReason, reasonIn, reasonOf } from '../../src/texts/reasons.ts';

/** German for the texts that these tests use. */
const german: Catalogue = {
  ...english,
  driverWarned: ({ reason }) => `Verwarnung${reason === '' ? '' : ` (${reason})`}.`,
  infractionInLap: ({ infraction, lap }) => `${infraction === 'cut' ? 'abgekürzt' : infraction} in Runde ${lap}`,
};

const cut: Text = { key: 'infractionInLap', params: { infraction: 'cut', lap: 3, warnings: 2 } };

describe('a text', () => {
  it('is rendered in the language of a catalogue', () => {
    expect(inWords(english, cut)).toBe('track limits on lap 3 (2 warnings used)');
    expect(inWords(german, cut)).toBe('abgekürzt in Runde 3');
    expect(inWords(english, { key: 'raceBegan' })).toBe('race start');
  });

  it('may contain another text', () => {
    const warned: Text = { key: 'driverWarned', params: { reason: cut } };
    expect(inWords(english, warned)).toBe('Warning from race control, track limits on lap 3 (2 warnings used).');
    expect(inWords(german, warned)).toBe('Verwarnung (abgekürzt in Runde 3).');
    expect(inWords(german, { key: 'driverWarned', params: { reason: 'leave room' } })).toBe('Verwarnung (leave room).');
  });

  it('is plain data', () => {
    const warned: Text = { key: 'driverWarned', params: { reason: cut } };
    expect(structuredClone(warned)).toEqual(warned);
    expect(JSON.parse(JSON.stringify(warned))).toEqual(warned);
  });
});

describe('a reason', () => {
  it('written by Pitwall is stored in English and as a text', () => {
    expect(ownReason(cut)).toEqual({ reason: 'track limits on lap 3 (2 warnings used)', reasonText: cut });
    expect(reasonIn(german, ownReason(cut))).toBe('abgekürzt in Runde 3');
  });

  it('from a person or another version is shown unchanged', () => {
    expect(reasonOf({ reason: 'leave room' })).toBe('leave room');
    expect(reasonIn(german, { reason: 'cut in lap 3 after 2 warnings' })).toBe('cut in lap 3 after 2 warnings');
    expect(reasonIn(german, { reason: 'too loud', reasonText: { key: 'tooLoud', params: { db: 3 } } })).toBe(
      'too loud',
    );
    expect(reasonIn(german, { reason: 'odd', reasonText: { key: 'toString' } })).toBe('odd');
  });
});

test('no two topics have a text with the same key', async () => {
  const folder = new URL('../../src/texts/english/', import.meta.url);
  const topics = readdirSync(folder).filter((name) => name !== 'index.ts');
  const modules = await Promise.all(topics.map((name) => import(new URL(name, folder).pathname) as Promise<object>));
  const keys = modules
    .flatMap((topic) => Object.entries(topic).filter(([name]) => name.endsWith('Texts')))
    .flatMap(([, texts]) => Object.keys(texts));
  expect(keys.toSorted()).toEqual(Object.keys(english).toSorted());
});
