/** Checks the bot's permissions in a channel, and says what is missing. */
import type { ChannelFacts } from '../facts.ts';
import { type Holder, PERMISSIONS, type PermissionName, permissionsOf, takenBy } from '../permissions.ts';
import { FINE, type Finding, fault, warning } from '../row.ts';
import type { Configured, Place } from './place.ts';

const NEEDED: readonly PermissionName[] = ['View Channel', 'Embed Links', 'Read Message History'];

export function rightFindings(configured: Configured, place: Place): readonly Finding[] {
  const { facts, variable, isMain, id } = configured;
  if (!facts || facts.kind === 'other' || facts.kind === 'forum') return FINE;
  const needed = [...toPost(facts), ...(isFor('chat', id, place) ? (['Manage Webhooks'] as const) : [])];
  const missing = missingIn(facts, needed, place);
  if (missing.length === 0) return extraFindings(configured, facts, place);
  const onlyWebhooks = missing.every((name) => name === 'Manage Webhooks');
  const finding = isMain && !onlyWebhooks ? fault : warning;
  const why = whyMissing(missing, facts, place) ?? 'no role of the bot has it';
  return [finding(`In #${facts.name} (${variable}) the bot needs ${quotedList(missing)}.`, `Allow it there: ${why}.`)];
}

const toPost = ({ kind }: ChannelFacts): readonly PermissionName[] => [
  ...NEEDED,
  kind === 'thread' ? 'Send Messages in Threads' : 'Send Messages',
];

/** A channel that the bot does not see takes no post either. */
export const mayPost = ({ facts }: Configured, place: Place): boolean =>
  facts !== undefined && missingIn(facts, toPost(facts), place).length === 0;

interface Extra {
  readonly names: readonly PermissionName[];
  readonly at: Desk;
  /** What does not work without them. */
  readonly without: string;
}

/** Permissions for features of single channels. Everything else works without them. */
const EXTRAS: readonly Extra[] = [
  { names: ['Attach Files'], at: 'stewards', without: 'incident cards have no pictures' },
  {
    names: ['Create Public Threads', 'Send Messages in Threads'],
    at: 'stewards',
    without: '"Discuss" opens no thread for an incident',
  },
  { names: ['Pin Messages'], at: 'board', without: 'the board is not pinned' },
];

type Desk = 'stewards' | 'board' | 'chat';

function extraFindings({ id, variable, isMain }: Configured, facts: ChannelFacts, place: Place): readonly Finding[] {
  const { config } = place;
  const isBoard = isFor('board', id, place) || (isMain && config.discord.boardChannelId === undefined);
  return EXTRAS.filter(({ at }) => (at === 'board' ? isBoard : isFor(at, id, place))).flatMap(({ names, without }) => {
    const missing = missingIn(facts, names, place);
    if (missing.length === 0) return FINE;
    const why = whyMissing(missing, facts, place) ?? 'no role of the bot has it; a new invitation gives it';
    const sentence = `In #${facts.name} (${variable}) the bot has no ${quotedList(missing)}: ${without}.`;
    return [warning(sentence, `Allow it there: ${why}.`)];
  });
}

/** For the installation, or for one of its servers. */
export function isFor(what: Desk, id: string, { config: { discord, servers } }: Pick<Place, 'config'>): boolean {
  const fields = { stewards: 'stewardChannelId', board: 'boardChannelId', chat: 'chatChannelId' } as const;
  const field = fields[what];
  return discord[field] === id || servers.some(({ routes }) => routes?.[field] === id);
}

const missingIn = (
  facts: ChannelFacts,
  names: readonly PermissionName[],
  { bot, guild }: Place,
): readonly PermissionName[] => {
  const has = permissionsOf(bot, guild, facts.overwrites);
  return names.filter((name) => (has & PERMISSIONS[name]) === 0n);
};

const quotedList = (names: readonly PermissionName[]): string => names.map((name) => `"${name}"`).join(', ');

const whyMissing = (
  names: readonly PermissionName[],
  { overwrites }: ChannelFacts,
  { bot, guild }: { readonly bot: Holder; readonly guild: Place['guild'] },
): string | undefined => names.map((name) => takenBy(name, bot, guild, overwrites)).find((each) => each !== undefined);
