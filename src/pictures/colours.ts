/**
 * Also distinguishable with impaired colour vision, and by letter and dash besides. The contrast against the asphalt is
 * 4.5 and 5.0. Every channel is a multiple of 32 (or 255), which matches the animation's palette.
 */
export const COLOURS = {
  ground: '#202020',
  asphalt: '#404040',
  edge: '#606060',
  line: '#808080',
  a: '#e0a000',
  b: '#60c0e0',
  other: '#a0a0a0',
  text: '#ffffff',
  shade: '#000000',
} as const;
