/**
 * What Discord calls the parts of a message by. discord.js has the same numbers, and takes 25 MB of memory: whoever writes
 * cards alone, as an edge does, has no need of it.
 */
export const ComponentType = { ActionRow: 1, Button: 2, StringSelect: 3 } as const;

export const ButtonStyle = { Primary: 1, Secondary: 2, Success: 3, Danger: 4 } as const;
