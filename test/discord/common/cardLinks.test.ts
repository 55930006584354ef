import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cardKeyOf,
  lengthWithLinks,
  linkTo,
  withCardsLinked,
  withLinks,
} from '../../../src/discord/common/cardLinks.ts';
import { escapeText } from '../../../src/discord/common/text.ts';
import { incident } from '../../fakes/incidents.ts';
import { anyCharacter } from '../../strings.ts';

const addressOf = (key: string) => (key === 'incident/3' ? 'https://discord.com/channels/1/2/3' : undefined);
const told = (content: string) => withLinks({ content }, addressOf).content;

test('a link to an unknown message becomes its plain label', () => {
  expect(told(`${linkTo('incident/3', 'INC-3')} and ${linkTo('incident/4', 'INC-4')}!`)).toBe(
    '[INC-3](https://discord.com/channels/1/2/3) and INC-4!',
  );
});

test('links inside embeds get their address', () => {
  const body = { embeds: [{ description: linkTo('incident/3', 'it'), fields: [{ name: 'a', value: 'b' }] }] };
  expect(withLinks(body, addressOf)).toEqual({
    embeds: [{ description: '[it](https://discord.com/channels/1/2/3)', fields: [{ name: 'a', value: 'b' }] }],
  });
});

test('an incident has the key of its own card, or of the card it shares', () => {
  expect(cardKeyOf(incident())).toBe('incident/3/gt3');
  expect(cardKeyOf(incident({ fold: 'light' }))).toBe('contacts/gt3/1/2/light');
});

test('no name can forge a link', () => {
  const nasty = fc.string({ unit: anyCharacter, maxLength: 40 });
  const forged = fc.tuple(nasty, nasty).map(([one, other]) => one + linkTo('incident/3', 'click here') + other);
  fc.assert(
    fc.property(forged, (name) => {
      expect(told(escapeText(name))).not.toContain('https://');
    }),
  );
});

test('incidents named in a sentence become links, unless they are too many for a message', () => {
  expect(told(withCardsLinked('Ada was first in INC-3 (P-17).'))).toBe(
    'Ada was first in [INC-3](https://discord.com/channels/1/2/3) (P-17).',
  );
  const many = Array.from({ length: 40 }, (_, index) => `INC-${index}`).join(', ');
  expect(withCardsLinked(many)).toBe(many);
});

test('the length calculated for a text with links is never too short', () => {
  const longest = `https://discord.com/channels/${'9'.repeat(20)}/${'9'.repeat(20)}/${'9'.repeat(20)}`;
  const text = `a ${linkTo('incident/3', 'INC-3')} b ${linkTo('queue/gt3', 'queue')}`;
  expect(withLinks({ text }, () => longest).text.length).toBeLessThanOrEqual(lengthWithLinks(text));
});
