import { expect, test } from 'vitest';
import { hiddenIn } from '../../../src/discord/common/hidden.ts';

const hide = (text: string): string => text.replaceAll('parc-ferme', '***');

test('every text of a message that is seen, and nothing that only comes back to us', () => {
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
