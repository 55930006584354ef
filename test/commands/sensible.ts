import type { Command } from '../../src/command/command.ts';
import type { Param } from '../../src/command/param.ts';

/** A value that a parameter of a command accepts; undefined if it may be left out. */
export function sensibleWord(
  { shape, optional: isOptional, isNeededOnDiscord }: Param<unknown>,
  name: string,
  command: Command['name'],
): string | number | undefined {
  // Without these, some commands ask for them instead of running.
  if (/^(?:incident|appeal)/.test(command) && ASKED_FOR[name] !== undefined) return ASKED_FOR[name];
  if (isOptional && !isNeededOnDiscord) return undefined;
  if (shape.kind === 'integer') return shape.min ?? 1;
  if (shape.kind !== 'string') return '123456789012345678';
  if (shape.choices) return shape.choices[0];
  if (name === 'driver') return command.startsWith('incident') ? 'Elena' : 'Ada Quick';
  if (name === 'session' && command.startsWith('race')) return 'S-3';
  if (name === 'session' && command.startsWith('results')) return 'S-3';
  return WORDS[name] ?? 'word';
}

const ASKED_FOR: Readonly<Record<string, string>> = {
  answer: 'changed',
  decision: '18',
  drivers: 'Bea',
  outcome: 'no-further-action',
  reason: 'why',
  session: 'S-1',
  time: '12:34',
};

const WORDS: Readonly<Record<string, string>> = {
  number: '3',
  card: '1/2/light/3',
  other: '4',
  penalty: 'P-3',
  session: 'RACE',
  guid: '76561198000000009',
};
