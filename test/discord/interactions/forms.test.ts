import { describe, expect, test } from 'vitest';
import { command, type Form } from '../../../src/command/command.ts';
import { optional, text } from '../../../src/command/param.ts';
import { formFor } from '../../../src/discord/interactions/forms.ts';
import { english } from '../../../src/texts/english/index.ts';
import { caller } from '../../command/world.ts';

describe('a form', () => {
  const params = { driver: text('Who'), lap: optional(text('Which lap')), reason: text('Why') };
  const run = () => ({ kind: 'note' as const, text: '' });
  const report = command({ name: 'report', about: 'Report an incident', role: 'driver', is: 'question', params, run });
  const form: Form = {
    title: 'Report an incident',
    fields: [{ name: 'reason', label: 'What happened?', long: true, value: 'Contact' }],
  };
  const call = { line: 'report', caller: caller('driver'), server: 'gt3' };

  test('carries the values already given, in the order of the parameters', () => {
    const modal = formFor(form, report, { ...call, named: { lap: '7', driver: 'Ada Quick' } }, { words: english });
    expect(modal).toMatchObject({
      custom_id: '1@gt3:report "Ada Quick" "7"',
      title: 'Report an incident',
      components: [
        { type: 18, label: 'What happened?', component: { type: 4, custom_id: 'reason', style: 2, value: 'Contact' } },
      ],
    });
  });

  test('cannot carry a value after a parameter that was left out', () => {
    expect(() => formFor(form, report, { ...call, named: { lap: '7' } }, { words: english })).toThrow(
      /leaves out a parameter/,
    );
  });
});
