import { describe, expect, test } from 'vitest';
import { command } from '../../../src/command/command.ts';
import { text } from '../../../src/command/param.ts';
import { onAutocomplete } from '../../../src/discord/interactions/slash.ts';
import { fakeServer } from '../../command/world.ts';
import { interactionOf, servicesOver } from '../people.ts';
import { about, option, said } from './slashCommands.ts';

describe('autocomplete', () => {
  const suggesting = command({
    name: 'echo',
    about,
    role: 'steward',
    is: 'question',
    params: {
      what: {
        ...text('What'),
        suggest: (typed) => [
          { label: `*${typed}*\n`, value: typed },
          { label: '', value: 'no label' },
          {
            label: 'P-17: 5 s with 2 licence points for Otto Falk in INC-3, by Ada (proposed, not in force)',
            value: '17',
          },
          { label: 'too long', value: 'x'.repeat(101) },
          ...Array.from({ length: 40 }, (_, index) => ({ label: 'l'.repeat(200), value: String(index) })),
        ],
      },
    },
    run: () => ({ kind: 'note', text: '' }),
  });
  const typing = (role: 'driver' | 'steward', name: string, value: string) => ({
    ...said('echo', [option(name, value)], interactionOf(role)),
    options: { data: [option(name, value)], getFocused: () => ({ name, value }) },
  });

  test('offers what Discord accepts: 25 choices, labels and values of up to 100 characters', async () => {
    const typed = typing('steward', 'what', 'ad');
    await onAutocomplete(typed, servicesOver([suggesting]).services);
    const choices = (typed.told[0]?.[1] ?? []) as { name: string; value: string }[];
    expect(choices).toHaveLength(25);
    expect(choices.slice(0, 3)).toEqual([
      { name: '*ad*', value: 'ad' },
      { name: 'no label', value: 'no label' },
      { name: 'P-17: 5 s with 2 licence points for Otto Falk in INC-3, by Ada (proposed, not in force)', value: '17' },
    ]);
    expect(choices.every(({ name, value }) => name.length <= 100 && value.length <= 100)).toBe(true);
  });

  test('searches for passwords only in the choices it offers', async () => {
    const typed = typing('steward', 'what', 'ad');
    const hidden: string[] = [];
    const { services } = servicesOver([suggesting]);
    await onAutocomplete(typed, { ...services, hide: (said) => String(hidden.push(said) && said) });
    // 25 labels and 25 values.
    expect(hidden).toHaveLength(50);
  });

  test('offers nothing to a member who may not use the command', async () => {
    const typed = typing('driver', 'what', 'ad');
    await onAutocomplete(typed, servicesOver([suggesting]).services);
    expect(typed.told).toEqual([['respond', []]]);
  });

  test('offers the servers that match what was typed', async () => {
    const typed = typing('driver', 'server', '4');
    await onAutocomplete(
      typed,
      servicesOver([suggesting], [fakeServer('gt3').server, fakeServer('gt4').server]).services,
    );
    expect(typed.told).toEqual([['respond', [{ name: 'gt4', value: 'gt4' }]]]);
  });
});
