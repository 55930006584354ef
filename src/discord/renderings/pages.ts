/** Long lists of which a message shows the beginning: how much fits, and how to see the rest. */
import type { APIActionRowComponent } from 'discord.js';
import { english } from '../../texts/english/index.ts';
import { type Button, button } from '../common/button.ts';
import { ComponentType } from '../common/components.ts';

interface PageOptions {
  readonly limit: number;
  /** The length of a line as Discord will receive it. */
  readonly lengthOf: (line: string) => number;
  /** How many rows follow; undefined if there may be more. */
  readonly more: number | undefined;
  readonly mayNameDriver: boolean;
  /** The name of a line's row. */
  readonly nameOf: (index: number) => string;
}

interface Page {
  readonly description: string;
  /** The name of the last row on the page, if more follow. */
  readonly last?: string | undefined;
}

/** In English: only stewards read such lists. */
export function pageOf(lines: readonly string[], { limit, lengthOf, more, mayNameDriver, nameOf }: PageOptions): Page {
  const restBehind = (shown: number): string | undefined => {
    const left = more === undefined ? undefined : more + lines.length - shown;
    if (left === 0) return undefined;
    return english.listGoesOn({ left, how: `\`before:${nameOf(shown - 1)}\``, mayNameDriver });
  };
  if (restBehind(lines.length) === undefined && fitting(lines, limit, lengthOf) === lines.length)
    return { description: lines.join('\n') };
  // After the first row, the number of remaining rows is the longest, so this reserves the most room.
  const room = limit - (restBehind(1)?.length ?? 0) - 1;
  const shown = Math.max(1, fitting(lines, room, lengthOf));
  return { description: [...lines.slice(0, shown), restBehind(shown)].join('\n'), last: nameOf(shown - 1) };
}

/** How many lines fit. */
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
