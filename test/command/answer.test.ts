import { expect, test } from 'vitest';
import { type Answer, type Renderings, render } from '../../src/command/answer.ts';
import { discordRenderings } from '../../src/discord/renderings/answers.ts';
import { english } from '../../src/texts/english/index.ts';
import { vocabulary } from '../fakes/vocabulary.ts';

test('an answer of an unknown kind is shown as a note', () => {
  const unknown = { kind: 'hologram', depth: 3 } as unknown as Answer;
  const { content } = render(discordRenderings(english, vocabulary), unknown);
  expect(content).toBe('It was carried out; a newer version of Pitwall is needed here to show the answer.');
  const own: Renderings<string> = { note: ({ text }) => text } as Renderings<string>;
  expect(render(own, { kind: 'toString' } as unknown as Answer)).toContain('It was carried out');
});
