import type { Caller } from '../src/command/caller.ts';
import type { Ordered } from '../src/events/events.ts';

/** Who gave an order, and why, as events and rows say it. */
export const orderedBy = ({ name }: Pick<Caller, 'name'>, reason?: string): Ordered => ({ by: name, reason });
