/**
 * What Pitwall tells somebody: plain text, and in it commands to type and points in time, which every front end shows in
 * its own way. Plain data, so it can be stored and sent to another host.
 */
export type Sentence = string | readonly SentencePart[];

export type SentencePart = string | CommandLine | Moment;

/** A command as the websocket takes it: "penalty clear P-3 <reason>". */
export interface CommandLine {
  readonly line: string;
}

/** A point in time, UTC milliseconds. */
export interface Moment {
  readonly at: number;
  readonly shown: 'date' | 'time of day';
}

/** The commands that sentences name. All of them exist: `test/commands/named.test.ts`. */
export const NAMED_COMMANDS = [
  'appeal',
  'event end',
  'grid finish',
  'grid order',
  'grid reverse',
  'help',
  'incident awaiting',
  'incident list',
  'incident replace',
  'kick',
  'next_session',
  'penalty clear',
  'penalty list',
  'penalty not_served',
  'penalty served',
  'restart_session',
  'tracker restart',
  'tracker stop',
  'unban',
] as const;

export type NamedCommand = (typeof NAMED_COMMANDS)[number];

/** A command for the reader to type, with the words that follow its name. */
export const typed = (command: NamedCommand, words?: string): CommandLine => ({
  line: words === undefined ? command : `${command} ${words}`,
});

/** A date and time, to the minute. */
export const moment = (at: number): Moment => ({ at, shown: 'date' });

/** A time within the last or next hours, to the minute. */
export const timeOfDay = (at: number): Moment => ({ at, shown: 'time of day' });

/** A tag for templates: phrase`Nothing was done: use ${typed('grid finish')} first.` */
export const phrase = (
  texts: TemplateStringsArray,
  ...values: readonly (Sentence | CommandLine | Moment | number)[]
): Sentence => merged(texts.flatMap((text, index) => [text, ...partsOf(values[index] ?? '')]));

/** Several as one, in this order, without those that are missing or empty. */
export const joined = (sentences: readonly (Sentence | undefined)[], between = ' '): Sentence =>
  merged(
    sentences.filter(isThere).flatMap((each, index) => (index === 0 ? partsOf(each) : [between, ...partsOf(each)])),
  );

/** One per line, each only once; undefined if there are none. */
export function inLines(sentences: readonly (Sentence | undefined)[]): Sentence | undefined {
  const lines = joined(distinct(sentences.filter(isThere)), '\n');
  return isThere(lines) ? lines : undefined;
}

const isThere = (sentence: Sentence | undefined): sentence is Sentence => sentence !== undefined && sentence !== '';

/** Without those that say the same as an earlier one. */
export const distinct = (sentences: readonly Sentence[]): readonly Sentence[] => [
  ...new Map(sentences.map((each) => [plain(each), each])).values(),
];

/** The same sentence with its texts changed. */
export const withTexts = (sentence: Sentence, change: (text: string) => string): Sentence =>
  merged(
    partsOf(sentence).map((part) => {
      if (typeof part === 'string') return change(part);
      return 'line' in part ? { line: change(part.line) } : part;
    }),
  );

/** How a front end shows the parts of a sentence. */
export interface PartRendering {
  text(text: string): string;
  line(line: string): string;
  moment(moment: Moment): string;
}

export const rendered = (sentence: Sentence, { text, line, moment: time }: PartRendering): string =>
  partsOf(sentence)
    .map((part) => {
      if (typeof part === 'string') return text(part);
      return 'line' in part ? line(part.line) : time(part);
    })
    .join('');

/** As the websocket and the log show it: commands in quotes, times in UTC. */
export const plain = (sentence: Sentence): string =>
  typeof sentence === 'string' ? sentence : rendered(sentence, { text: (text) => text, line: inQuotes, moment: inUtc });

export const inQuotes = (line: string): string => `"${line}"`;

/** "2026-01-01 14:00 UTC", "14:00 UTC" */
export function inUtc({ at, shown }: Moment): string {
  const date = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `${shown === 'date' ? date : date.slice(11)} UTC`;
}

const partsOf = (value: Sentence | SentencePart | number): readonly SentencePart[] =>
  typeof value === 'number' ? [String(value)] : [value].flat();

/** Adjacent texts become one, so that a sentence of nothing but text is a string. */
function merged(parts: readonly SentencePart[]): Sentence {
  const all: SentencePart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else if (part !== '') all.push(part);
  }
  const [only = '', ...others] = all;
  return others.length === 0 && typeof only === 'string' ? only : all;
}
