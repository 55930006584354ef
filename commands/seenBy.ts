import type { Caller } from '../src/command/caller.ts';

/**
 * What somebody has seen who decides. A button says it; one that does not is of a version that did not know it, and
 * shows what nobody knows. Whoever types has looked at what stands.
 */
export const seenBy = ({ via }: Pick<Caller, 'via'>, seen: number | undefined): number | undefined =>
  seen ?? (via === 'component' ? SEEN_NOTHING : undefined);

const SEEN_NOTHING = -1;
