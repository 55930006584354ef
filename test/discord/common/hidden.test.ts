import { describe, expect, test, vi } from 'vitest';
import { createHider } from '../../../src/acserver/stdout/redact.ts';
import { hiddenFiles, hiddenIn } from '../../../src/discord/common/hidden.ts';
import { hideAll } from '../../../src/kit/texts.ts';

const hide = (text: string): string => text.replaceAll('parc-ferme', '***');

test('passwords are hidden in every visible text of a message, but not in ids, values or URLs', () => {
  const at = (word: string, kept: string) => ({
    content: `it is ${word}`,
    embeds: [
      {
        title: word,
        description: word,
        url: `https://example.org/${kept}`,
        author: { name: word },
        fields: [{ name: word, value: word, inline: true }],
        footer: { text: word },
      },
    ],
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: word, custom_id: kept },
          { type: 3, custom_id: kept, placeholder: word, options: [{ label: word, value: kept, description: word }] },
        ],
      },
    ],
  });
  expect(hiddenIn(at('parc-ferme', 'parc-ferme'), hide)).toEqual(at('***', 'parc-ferme'));
});

describe('a long file', () => {
  const row = '{"name":"Ada","said":"p\u200ba\u0301rc\n ferme 7 and Parc  ferme 7"},\n';
  const text = row.repeat(4000);
  const fileOf = (hide: Parameters<typeof hiddenFiles>[1]) =>
    hiddenFiles([{ name: 'race.json', attachment: Buffer.from(text) }], hide).then(([file]) =>
      file?.attachment.toString('utf8'),
    );
  const longest = (hide: ReturnType<typeof createHider>) => {
    const lengths: number[] = [];
    const looked = vi.fn((piece: string) => {
      lengths.push(piece.length);
      return hide(piece);
    });
    return { lengths, looked: Object.assign(looked, { seams: hide.seams }) };
  };

  test('is searched in pieces, with the same result as in one', async () => {
    const hide = createHider(() => ['parc ferme 7', 'boxes']);
    const { lengths, looked } = longest(hide);
    expect(await fileOf(looked)).toBe(hide(text));
    expect(hide(text)).toBe('{"name":"Ada","said":"[redacted] and [redacted]"},\n'.repeat(4000));
    expect(Math.max(...lengths)).toBeLessThan(text.length / 4);
  });

  test('without quotes is cut at other separators', async () => {
    const { lengths, looked } = longest(createHider(() => ['parc ferme 7']));
    const rows = '1,Ada,parc ferme 7\n'.repeat(8000);
    const [file] = await hiddenFiles([{ name: 'race.csv', attachment: Buffer.from(rows) }], looked);
    expect(file?.attachment.toString('utf8')).toBe('1,Ada,[redacted]\n'.repeat(8000));
    expect(Math.max(...lengths)).toBeLessThan(rows.length / 4);
  });

  test('is cut only at characters that no password of any server contains', async () => {
    const hide = hideAll(() => [createHider(() => ['a"b4711']), createHider(() => ['c,d4711', '“e4711'])]);
    expect(hide.seams?.()).toEqual([';', ':']);
    const said = 'x a\\"b4711 ; c,d4711 : “e4711 '.repeat(2000);
    const [file] = await hiddenFiles([{ name: 'a.csv', attachment: Buffer.from(said) }], hide);
    expect(file?.attachment.toString('utf8')).toBe(hide(said));
    expect(hide(said)).not.toContain('4711');
  });

  test.each([
    ['if a password contains every separator', createHider(() => ['a",;:4711'])],
    ['if no separators are known', hide],
  ])('is not cut %s', async (_, whole) => {
    const { lengths, looked } = longest(whole);
    expect(await fileOf(looked)).toBe(whole(text));
    expect(lengths).toEqual([text.length]);
  });

  test('without a password is passed on unchanged', async () => {
    const file = { name: 'race.json', attachment: Buffer.from('{"name":"Jörg 🏁","laps":12},\n'.repeat(4000)) };
    const [shown] = await hiddenFiles(
      [file],
      createHider(() => ['parc ferme 7']),
    );
    expect(shown?.attachment).toBe(file.attachment);
  });

  test('keeps its non-ASCII characters when cut', async () => {
    const rows = 'Jörg 🏁 parc ferme 7;'.repeat(4000);
    const file = { name: 'race.csv', attachment: Buffer.from(rows) };
    const [shown] = await hiddenFiles(
      [file],
      createHider(() => ['parc ferme 7']),
    );
    expect(shown?.attachment.toString('utf8')).toBe('Jörg 🏁 [redacted];'.repeat(4000));
  });

  test('that is a picture stays the same, except for its description', async () => {
    const picture = { name: 'inc-1.png', attachment: Buffer.from([0x89, 0x50]), description: 'at parc-ferme' };
    expect(await hiddenFiles([picture], hide)).toEqual([{ ...picture, description: 'at ***' }]);
  });
});
