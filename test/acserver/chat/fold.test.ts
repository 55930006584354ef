import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toAscii } from '../../../src/acserver/chat/ascii.ts';
import { folded, foldedText, withoutFolded } from '../../../src/acserver/chat/fold.ts';
import { createHider, createTextRedactor } from '../../../src/acserver/stdout/redact.ts';
import { escapeCode, escapeText, plainText } from '../../../src/discord/common/text.ts';
import { DISGUISES } from '../disguises.ts';

const WORD = 'parc-ferme';
const hide = createHider(() => [WORD]);

/** What happens to a text before it is sent. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in a message': escapeText,
  'in a code block': escapeCode,
  'in a label': plainText,
  'in the game': toAscii,
};

describe.each(Object.entries(DISGUISES))('a password written with %s', (_, disguise) => {
  test.each(Object.entries(WAYS))('is found %s', (_name, way) => {
    const shown = hide(way(`is it ${disguise(WORD)}, or not?`));
    expect(folded(shown).text).not.toContain(WORD);
    expect(shown).toMatch(/^is it (?:\[redacted\]|parc-[ ?]ferme), or not\?$/);
  });

  it('is removed from typed text before it is kept', () => {
    const redact = createTextRedactor(() => [WORD]);
    expect(redact(`${disguise(WORD)} ${disguise(WORD)}`)).toBe('[redacted] [redacted]');
  });
});

describe('a text without the password', () => {
  it.each([
    'parc ferme',
    'parc-fermé is shut at 9'.replace('parc-fermé', 'parc-ferm'),
    'Parc',
    'ferme',
    '',
    '(1/2) parc-',
  ])('is not changed: %j', (text) => {
    expect(hide(text)).toBe(text);
  });

  it.each([
    ['race', 'The Race begins; RACE 2 follows.'],
    ['monza', 'Monza, 12 laps'],
    ['12', 'Slot 12 of 12'],
  ])('is not changed by the short password "%s" in another case: %s', (secret, text) => {
    expect(createHider(() => [secret])(text)).toBe(text);
  });

  it.each([
    ['gates', 'The GATES open; gates 1', 'The GATES open; [redacted] 1'],
    ['grates', 'The GRATES open; grates 1', 'The [redacted] open; [redacted] 1'],
    ['g4t', 'G4T, g4t', 'G4T, g4t'],
    ['g4te', 'G4TE, g4te', '[redacted], [redacted]'],
  ])('is searched for other spellings of "%s" if that is no ordinary word: %s', (secret, text, shown) => {
    expect(createHider(() => [secret])(text)).toBe(shown);
  });

  it('is not changed by a password in letters that cannot be spelled in ASCII', () => {
    expect(createHider(() => ['日本語車車車'])('中国語人人人')).toBe('中国語人人人');
    expect(createHider(() => ['日本語車車車'])('a 日本\u200b語車車車 b')).toBe('a [redacted] b');
  });

  it('is judged by the current passwords after a change, in any spelling', () => {
    let secrets = ['parc-ferme', 'no-entry'];
    const changing = createHider(() => secrets);
    const text = 'PARC-FERME pit-lane NO-ENTRY';
    expect(changing(text)).toBe('[redacted] pit-lane [redacted]');
    secrets = ['parc-ferme', 'pit-lane'];
    expect(changing(text)).toBe('[redacted] [redacted] NO-ENTRY');
    secrets = [];
    expect(changing(text)).toBe(text);
  });

  it('is not changed if it only explains a login', () => {
    expect(hide('type "/admin" and the password')).toBe('type "/admin" and the password');
    expect(hide('/admin and more')).toBe('/admin and more');
  });
});

test('text without the password is unchanged, and none of it is left in any other text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, behind) => {
      const text = `${before} ${WORD} ${behind}`;
      expect(folded(withoutFolded(text, [WORD], '*')).text).not.toContain(WORD);
      if (!folded(before).text.includes(WORD)) expect(withoutFolded(before, [WORD], '*')).toBe(before);
    }),
  );
});

test('the folded text alone equals that of the folding with positions, for any text', () => {
  const texts = [
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...' \n\\\t\u007faZ9"') }),
  ];
  fc.assert(
    fc.property(fc.oneof(...texts), (text) => {
      expect(foldedText(text)).toBe(folded(text).text);
    }),
  );
});

test('every copy of two passwords is hidden, one being part of the other, and nothing else', () => {
  const pieces = fc.constantFrom(WORD, `${WORD}-secco`, 'Юля', 'Parc', 'ﬁ', 'é', '\\', '\n', ' ', '"laps": 3, ');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const shown = withoutFolded(parts.join('|'), [WORD, `${WORD}-secco`], '*');
      expect(shown).toBe(parts.map((part) => (part.startsWith(WORD) ? '*' : part)).join('|'));
    }),
  );
});
