/** What is posted where: the kinds of notices, the channels that they can go to, and what an owner has changed of that. */
import { z } from 'zod';

/** As NOTICES calls them; `race` is the main channel. */
const CHANNELS = ['race', 'chat', 'stewards', 'log', 'board', 'documents'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** Where what only officials may read can go. */
const OFFICES = ['stewards', 'log'] as const;
type Office = (typeof OFFICES)[number];

/** What anybody may read, and where it is posted unless NOTICES says otherwise. */
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

/** Who ordered or reported what, what is only proposed, and what only owners understand: never where everybody can read it. */
const FOR_OFFICIALS = {
  incident: 'stewards',
  desk: 'stewards',
  warning: 'log',
  command: 'log',
  manager: 'log',
  tracker: 'log',
} as const satisfies Readonly<Record<string, Office | 'off'>>;

export type PublicNotice = keyof typeof FOR_EVERYBODY;
export type OfficialNotice = keyof typeof FOR_OFFICIALS;
/** What a post is about, and so who may read it. */
export type Notice = PublicNotice | OfficialNotice;

/** Nothing for officials alone can be given a channel that is not theirs. */
export type NoticeTable = { readonly [K in PublicNotice]: ChannelName | 'off' } & {
  readonly [K in OfficialNotice]: Office | 'off';
};

export const QUIET: NoticeTable = { ...FOR_EVERYBODY, ...FOR_OFFICIALS };

export const isForOfficials = (notice: Notice): notice is OfficialNotice => notice in FOR_OFFICIALS;

/** Every kind, in the order in which people are told of them. */
export const NOTICES: readonly Notice[] = [
  ...(Object.keys(FOR_EVERYBODY) as PublicNotice[]),
  ...(Object.keys(FOR_OFFICIALS) as OfficialNotice[]),
];

const isNotice = (word: string): word is Notice => NOTICES.some((each) => each === word);

const placesOf = (notice: Notice): readonly string[] => [...(isForOfficials(notice) ? OFFICES : CHANNELS), 'off'];

/** "lap=race, join=off": what differs from the usual. Blanks, hyphens and underscores in a kind are the same. */
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
  // Each pair has been held against the table, which the types of its keys do not follow.
  return Object.fromEntries(pairs.map(({ kind, place }) => [kind, place])) as Partial<NoticeTable>;
});

interface Pair {
  readonly kind: string;
  /** Undefined where there is no sign of equality. */
  readonly place: string | undefined;
}

function pairIn(text: string): Pair {
  const [kind = '', ...place] = text.split('=').map((word) => word.replace(/[\s_-]+/g, ' ').trim());
  return { kind, place: place.length === 0 ? undefined : place.join('=') };
}

const FORM = 'kinds of notices with a channel each, such as "lap=off, join=log"';

/** Goes on with "NOTICES must be". */
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
