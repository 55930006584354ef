/** The kinds of notices, the channels they can go to, and the owner's changes to that. */
import { z } from 'zod';

/** The names in NOTICES; `race` is the main channel. */
const CHANNELS = ['race', 'chat', 'stewards', 'log', 'board', 'documents'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** The channels for notices that only officials may read. */
const OFFICES = ['stewards', 'log'] as const;
type Office = (typeof OFFICES)[number];

/** Notices that anybody may read, and their default channels, which NOTICES can change. */
const FOR_EVERYBODY = {
  session: 'race',
  result: 'race',
  decision: 'race',
  penalty: 'race',
  announcement: 'race',
  contact: 'stewards',
  bump: 'log',
  'fastest lap': 'off',
  lap: 'off',
  join: 'log',
  chat: 'chat',
  lobby: 'log',
  process: 'race',
  board: 'board',
  document: 'documents',
} as const satisfies Readonly<Record<string, ChannelName | 'off'>>;

/**
 * Never where everybody can read it: who ordered or reported what, what is only proposed, and what only owners
 * understand.
 */
const FOR_OFFICIALS = {
  incident: 'stewards',
  desk: 'stewards',
  warning: 'log',
  command: 'log',
  crash: 'log',
  manager: 'log',
  tracker: 'log',
} as const satisfies Readonly<Record<string, Office | 'off'>>;

export type PublicNotice = keyof typeof FOR_EVERYBODY;
export type OfficialNotice = keyof typeof FOR_OFFICIALS;
/** The kind of a post, which decides who may read it. */
export type Notice = PublicNotice | OfficialNotice;

/** A notice for officials cannot be sent to any other channel. */
export type NoticeTable = { readonly [K in PublicNotice]: ChannelName | 'off' } & {
  readonly [K in OfficialNotice]: Office | 'off';
};

export const QUIET: NoticeTable = { ...FOR_EVERYBODY, ...FOR_OFFICIALS };

export const isForOfficials = (notice: Notice): notice is OfficialNotice => notice in FOR_OFFICIALS;

/** Every kind, in the order used in messages. */
export const NOTICES: readonly Notice[] = [
  ...(Object.keys(FOR_EVERYBODY) as PublicNotice[]),
  ...(Object.keys(FOR_OFFICIALS) as OfficialNotice[]),
];

const isNotice = (word: string): word is Notice => NOTICES.some((each) => each === word);

const placesOf = (notice: Notice): readonly string[] => [...(isForOfficials(notice) ? OFFICES : CHANNELS), 'off'];

/** "lap=race, join=off": the differences from the defaults. Blanks, hyphens and underscores in a kind are the same. */
export const notices = z.string().transform((text, context): Partial<NoticeTable> => {
  const pairs = text
    .split(/[,;]/)
    .map((pair) => pair.trim().toLowerCase())
    .filter((pair) => pair !== '')
    .map(pairIn);
  const message = pairs.map(problemIn).find((problem) => problem !== undefined) ?? twiceIn(pairs);
  if (message !== undefined) {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  // Each pair has been checked against the table.
  return Object.fromEntries(pairs.map(({ kind, place }) => [kind, place]));
});

interface Pair {
  readonly kind: string;
  /** Undefined if there is no equals sign. */
  readonly place: string | undefined;
}

function pairIn(text: string): Pair {
  const [kind = '', ...place] = text.split('=').map((word) => word.replace(/[\s_-]+/g, ' ').trim());
  return { kind, place: place.length === 0 ? undefined : place.join('=') };
}

const FORM = 'kinds of notices with a channel each, such as "lap=off, join=log"';

/** Continues the sentence "NOTICES must be". */
function problemIn({ kind, place }: Pair): string | undefined {
  if (!isNotice(kind)) return `${FORM}: there is no kind "${kind}", only ${NOTICES.join(', ')}`;
  if (place !== undefined && placesOf(kind).includes(place)) return undefined;
  const why = isForOfficials(kind) ? '; the others can be read by everybody' : '';
  return `${FORM}: "${kind}" can go to ${placesOf(kind).join(', ')}${why}`;
}

function twiceIn(pairs: readonly Pair[]): string | undefined {
  const again = pairs.find(({ kind }, index) => pairs.findIndex((each) => each.kind === kind) !== index);
  return again && `a list with each kind of notice only once, but "${again.kind}" is in it twice`;
}
