/** Discord's own palette, for the border of an embed. */
export const GREEN = 0x3ba55d;
export const AMBER = 0xfaa61a;
export const RED = 0xed4245;
export const GREY = 0x747f8d;
export const BLUE = 0x5865f2;
