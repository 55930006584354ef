/** Lists of which a message holds the front: how much of one fits, and what shows those that follow. */
import type { APIActionRowComponent } from 'discord.js';
import { english } from '../../texts/english/index.ts';
import { type Button, button } from '../common/button.ts';
import { ComponentType } from '../common/components.ts';

interface PageOptions {
  readonly limit: number;
  /** Of a line as Discord has it in the end. */
  readonly lengthOf: (line: string) => number;
  /** How many there are behind these; undefined where there may be some. */
  readonly more: number | undefined;
  readonly mayNameDriver: boolean;
  /** By what the row of a line is called. */
  readonly nameOf: (index: number) => string;
}

interface Page {
  readonly description: string;
  /** What the last row on it is called, where others follow. */
  readonly last?: string | undefined;
}

/** In English: stewards alone read such lists. */
export function pageOf(lines: readonly string[], { limit, lengthOf, more, mayNameDriver, nameOf }: PageOptions): Page {
  const restBehind = (shown: number): string | undefined => {
    const left = more === undefined ? undefined : more + lines.length - shown;
    if (left === 0) return undefined;
    return english.listGoesOn({ left, how: `\`before:${nameOf(shown - 1)}\``, mayNameDriver });
  };
  if (restBehind(lines.length) === undefined && fitting(lines, limit, lengthOf) === lines.length)
    return { description: lines.join('\n') };
  // The first has the longest number, and leaves the most.
  const room = limit - (restBehind(1)?.length ?? 0) - 1;
  const shown = Math.max(1, fitting(lines, room, lengthOf));
  return { description: [...lines.slice(0, shown), restBehind(shown)].join('\n'), last: nameOf(shown - 1) };
}

/** How many of them fit, one below the other. */
function fitting(lines: readonly string[], limit: number, lengthOf: (line: string) => number): number {
  let used = -1;
  const first = lines.findIndex((line) => {
    used += lengthOf(line) + 1;
    return used > limit;
  });
  return first < 0 ? lines.length : first;
}

export const olderButton = (line: string, server: string): APIActionRowComponent<Button> => ({
  type: ComponentType.ActionRow,
  components: [button('Older', line, server)],
});
