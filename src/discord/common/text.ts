/**
 * Everything from the game or from a person passes through here before Discord sees it. The result is one line with the
 * same content and no effects: no mention, no link, no formatting, no invisible characters.
 */
import type { Catalogue } from '../../texts/catalogue.ts';

/** For messages and embeds, where Markdown works. `max` counts code points before escaping (at most doubles them). */
export const escapeText = (text: string, max = 200): string =>
  breakMentionsAndLinks(escapeMarkdown(cut(oneLine(text), max)));

/** A part of a longer text: what stands at its ends is kept, so that words on either side stay apart. */
export const escapePart = (text: string): string => breakMentionsAndLinks(escapeMarkdown(visible(text)));

/** For code blocks and code spans, where only a backtick is special and a backslash would be visible. */
export const escapeCode = (text: string, max = 200): string => cut(oneLine(text), max).replaceAll('`', 'ˋ');

/** For fields that are shown as they are: footers, labels, choices. `max` counts UTF-16 units, as Discord does. */
export const plainText = (text: string, max = 100): string => cutUnits(oneLine(text), max);

/** At most `max` code points, ending in "…" if something was cut off. A character is never split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
}

/** The same in UTF-16 units; an emoji has two. */
function cutUnits(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The words for what was left out. */
export type MoreWords = Pick<Catalogue, 'linesLeftOut'>;

/** As many lines as fit into `limit` UTF-16 units, followed by how many were left out. */
export function fitLines(lines: readonly string[], limit: number, words: MoreWords): string {
  const whole = lines.join('\n');
  if (whole.length <= limit) return whole;
  const ending = (left: number): string => words.linesLeftOut({ left });
  const room = limit - ending(lines.length).length;
  let used = 0;
  const count = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return [...lines.slice(0, count), ending(lines.length - count)].join('\n');
}

/** "0:16", "1:49", "1:02:03" */
export function clockTime(ms: number): string {
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}` : `${minutes}:${twoDigits(seconds)}`;
}

/** "45 s", "12 min", "2 h 5 min": as precise as one would say it. */
export function durationInWords(ms: number, words: Pick<Catalogue, 'duration'>): string {
  if (ms < 60_000) return words.duration({ hours: 0, minutes: 0, seconds: Math.floor(ms / 1000) });
  const minutes = Math.round(ms / 60_000);
  return words.duration({ hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds: 0 });
}

/** A point in time relative to now, in the reader's language: "in 12 minutes". */
export const relativeTime = (at: number): string => `<t:${Math.floor(at / 1000)}:R>`;

/** A time of day in the reader's time zone: "21:30". */
export const shortTime = (at: number): string => `<t:${Math.floor(at / 1000)}:t>`;
/** The same with seconds: "20:31:05". */
export const exactTime = (at: number): string => `<t:${Math.floor(at / 1000)}:T>`;

/** A date and time in the reader's time zone: "21 November 2026 20:31". */
export const dateAndTime = (at: number): string => `<t:${Math.floor(at / 1000)}:f>`;

/** A date in the reader's own format: "21 November 2026". */
export const longDate = (at: number): string => `<t:${Math.floor(at / 1000)}:D>`;

/** Bidi marks, zero-width characters, tags and other format characters; lone surrogates; letters that look blank. */
const INVISIBLE = /[\p{Cf}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]/gu;
const CONTROLS_AND_BLANKS = /[\p{Cc}\p{Z}]+/gu;
/** More combining marks on one letter than any script needs: they overlap the lines around them. */
const PILED_UP_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Text that needs no change except trimming, which is most text. */
const PLAIN = /^(?:[!-~]| (?! ))*$/;

const oneLine = (text: string): string => visible(text).trim();

/** NFC comes last: it turns U+1FEF into a backtick, which is then escaped like any other. */
function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  const shown = text.replace(CONTROLS_AND_BLANKS, ' ').replace(INVISIBLE, '').replace(PILED_UP_MARKS, '$1');
  return shown.normalize('NFC').replace(/ {2,}/g, ' ');
}

/** Quotes, headings, small print and lists only work at the start of a line. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~`|<>[\]()]/g, '\\$&')
    .replace(/^[-#+]/, '\\$&')
    .replace(/^(\d+)\./, '$1\\.');
}

const ZERO_WIDTH_SPACE = '\u200B';

/** A backslash alone keeps neither the server from finding a mention nor a client from making a link. */
function breakMentionsAndLinks(text: string): string {
  return text
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replaceAll('://', `:${ZERO_WIDTH_SPACE}//`)
    .replace(/discord(?:app)?\.(?:gg|com|me|io|li)(?=\/)/gi, (host) => host.replace('.', `.${ZERO_WIDTH_SPACE}`));
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
