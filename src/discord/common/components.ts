/**
 * Discord's numbers for the parts of a message. discord.js has them too, but takes 25 MB of memory: code that only
 * writes cards, like an edge, does not need it.
 */
export const ComponentType = { ActionRow: 1, Button: 2, StringSelect: 3 } as const;

export const ButtonStyle = { Primary: 1, Secondary: 2, Success: 3, Danger: 4 } as const;
