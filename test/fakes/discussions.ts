import type { Discussions } from '../../src/command/app.ts';

/** Each incident has a thread. */
export const fakeDiscussions: Discussions = { open: async () => ({ thread: '423456789012345678', isNew: true }) };
