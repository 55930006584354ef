/** Drivers' names as the game's chat shows them. */
import { isPlainObject, withItems, withValues } from './exchange.ts';

/** Emoji in a name are decoration. Spelt out they would read like words of ours: "(car)", "(flag)". */
export const withoutEmoji = (name: string): string => name.replace(EMOJI, ' ').replace(/ {2,}/g, ' ').trim();

/** With what joins, colours and varies them. */
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|\u{20E3})+/gu;

/** The same data with emoji left out of drivers' names. One that is only emoji becomes empty, so that the car stands for it. */
export function withChatNames<T>(data: T): T {
  // Same shape as before; only strings were replaced by strings.
  return named(data) as T;
}

function named(data: unknown): unknown {
  if (Array.isArray(data)) return withItems(data, named);
  if (!isPlainObject(data)) return data;
  const isDriver = typeof data.guid === 'string';
  return withValues(data, (key, value) => {
    const isName = isDriver && (key === 'name' || key === 'driverName') && typeof value === 'string';
    return isName ? withoutEmoji(value) : named(value);
  });
}
