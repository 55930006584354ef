import type { Command } from '../../src/command/command.ts';
import type { Param } from '../../src/command/param.ts';

/** Something that a parameter of a command accepts; undefined where it may be left out. */
export function sensibleWord(
  { shape, optional: isOptional }: Param<unknown>,
  name: string,
  command: Command['name'],
): string | number | undefined {
  if (isOptional) return undefined;
  if (shape.kind === 'integer') return shape.min ?? 1;
  if (shape.choices) return shape.choices[0];
  if (name === 'driver') return command.startsWith('incident') ? 'Elena' : 'Ada Quick';
  if (name === 'session' && command.startsWith('race')) return 'S-3';
  return WORDS[name] ?? 'word';
}

const WORDS: Readonly<Record<string, string>> = {
  number: '3',
  penalty: 'P-3',
  session: 'RACE',
  guid: '76561198000000009',
};
