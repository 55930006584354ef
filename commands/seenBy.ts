import type { Caller } from '../src/command/caller.ts';

/**
 * The state that the person deciding has seen. A button states it. A button without it is from an older version, so it
 * is unknown what its card showed. Somebody who types has seen the current state.
 */
export const seenBy = ({ via }: Pick<Caller, 'via'>, seen: number | undefined): number | undefined =>
  seen ?? (via === 'component' ? SEEN_NOTHING : undefined);

const SEEN_NOTHING = -1;
