import { afterEach, expect, it } from 'vitest';
import { Pictures } from '../../src/app/pictures.ts';
import type { WantedPicture } from '../../src/features/incidents/picture.ts';
import { systemClock } from '../../src/kit/clock.ts';
import type { ContactPicture } from '../../src/pictures/contactPicture.ts';
import { readSource, sourceOf } from '../../src/pictures/source.ts';
import { dive } from '../pictures/contacts.ts';

const program = new URL('../../dist/src/pictures/worker.js', import.meta.url);

let opened: Pictures | undefined;
afterEach(() => opened?.close());

function pictures(picture: (incident: number, wanted: WantedPicture) => ContactPicture | undefined, animates = false) {
  const warned: string[] = [];
  const log = { warn: (_fields: object, sentence: string) => warned.push(sentence) };
  opened = new Pictures({ servers: new Map([['main', { picture }]]), clock: systemClock, log, animates, program });
  return { opened, warned };
}

it('draws the picture named by a card, with alt text', async () => {
  const { opened: all } = pictures((incident) => (incident === 12 ? dive() : undefined));
  const still = await all.draw('main/12/still');
  expect(still?.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(still?.alt).toContain('Map of the contact: T4.');
  expect((await all.draw('main/12/animation'))?.bytes.subarray(0, 3).toString()).toBe('GIF');
});

it('draws the contact asked for, in the language asked for', async () => {
  const asked: unknown[] = [];
  const { opened: all } = pictures((incident, { contact, words }) => {
    asked.push([incident, contact, words.languageCode()]);
    return dive();
  });
  expect((await all.drawn({ server: 'main', incident: 12, contact: 2, form: 'still' }))?.bytes.length).toBeGreaterThan(
    0,
  );
  await all.draw('main/12/still@after');
  await all.draw('main/12.1/still@after~pt-BR');
  expect(asked).toEqual([
    [12, 2, 'en'],
    [12, undefined, 'en'],
    [12, 1, 'pt-BR'],
  ]);
});

it('returns nothing for unknown sources and never throws', async () => {
  const { opened: all, warned } = pictures(() => {
    throw new Error('the store is gone');
  });
  for (const source of ['other/12/still', 'main/12/film', 'main/x/still', '']) {
    expect(await all.draw(source)).toBeUndefined();
  }
  expect(warned).toEqual([]);
  expect(await all.draw('main/12/still')).toBeUndefined();
  expect(warned).toEqual(['a picture could not be drawn']);
});

it('shows animations only if they are switched on, and always shows stills', () => {
  const reference = { source: 'main/12/animation', name: 'inc-12.gif', place: 'beside' } as const;
  expect(pictures(() => undefined).opened.isShown(reference)).toBe(false);
  expect(pictures(() => undefined, true).opened.isShown(reference)).toBe(true);
  expect(pictures(() => undefined).opened.isShown({ ...reference, source: 'main/12/still' })).toBe(true);
});

it('reads back every source it writes, also with a slash in the server id', () => {
  for (const more of [
    {},
    { contact: 2 },
    { known: 'after' },
    { contact: 12, known: 'after' },
    { known: 'after', language: 'pt-BR' },
  ]) {
    const source = { server: 'a/b', incident: 3, form: 'still', ...more } as const;
    expect(readSource(sourceOf(source))).toEqual(source);
  }
});
