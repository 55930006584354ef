/** The Discord part of the set-up: token, server, roles, channels. */
import type { REST } from 'discord.js';
import { inspect } from '../discord/session/inspect.ts';
import { CHANNELS, existing, makeChannel, makeRole, type Provision, ROLES } from '../discord/session/provision.ts';
import type { DiscordFacts, GuildFacts } from '../doctor/facts.ts';
import { inviteLink, PERMISSIONS, type PermissionName, permissionsOf } from '../doctor/permissions.ts';
import { mistakenFor } from '../doctor/rows/discord.ts';
import type { Clock } from '../kit/clock.ts';
import { PassingError, UserError } from '../kit/errors.ts';
import { sleep } from '../kit/wait.ts';
import type { Asker } from './asker.ts';
import type { Draft } from './draft.ts';

export interface BotNeeds {
  readonly asker: Asker;
  readonly draft: Draft;
  readonly clock: Clock;
  restFor(token: string): REST;
}

const PORTAL = `1. https://discord.com/developers/applications → "New Application", any name
2. "Bot" in the menu → "Reset Token" → "Copy": that is the token, shown only once
3. Leave "Requires OAuth2 Code Grant" off. "Message Content Intent" is only for chat from Discord into the game`;

const LOOK_MS = 2000;
/** How long to wait for the bot to be invited before asking whether to go on waiting. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Everything about Discord, in order of dependency.
 *
 * @returns also whether channels or roles were made there
 */
export async function setUpDiscord(needs: BotNeeds): Promise<{ rest: REST; applicationId: string; hasMade: boolean }> {
  const { rest, facts } = await askToken(needs);
  const guild = await askGuild(needs, rest, facts);
  const hasMade = await askRoom(needs, rest, guild);
  return { rest, applicationId: guild.applicationId, hasMade };
}

async function askToken({ asker, draft, clock, restFor }: BotNeeds): Promise<{ rest: REST; facts: DiscordFacts }> {
  const known = draft.get('DISCORD_TOKEN');
  if (known === undefined && asker.isPerson) asker.note(PORTAL, 'A bot of your own');
  for (let token = known; ; token = undefined) {
    const asked = token ?? (await asker.text({ flag: 'token', message: TOKEN, isSecret: true, check: tokenProblem }));
    const rest = restFor(asked);
    const facts = await asker.busy('Asking Discord', () => inspect({ rest, clock }));
    if (facts.token === 'accepted') {
      draft.set('DISCORD_TOKEN', asked);
      if (facts.requiresCodeGrant)
        asker.note('Switch "Requires OAuth2 Code Grant" off under "Bot": no link works with it.');
      return { rest, facts };
    }
    const why =
      facts.token === 'refused'
        ? 'Discord does not accept this token.'
        : `Discord cannot be reached: ${facts.unreachable}.`;
    if (!asker.isPerson) throw facts.token === 'refused' ? new UserError(why) : new PassingError(why);
    asker.note(why);
  }
}

const TOKEN = "The bot's token:";

function tokenProblem(value: string): string | undefined {
  const what = mistakenFor(value);
  if (what !== undefined) return `That is the ${what}; the token is under "Bot".`;
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value) ? undefined : 'A token has three parts with dots between them.';
}

async function askGuild({ asker, draft, clock }: BotNeeds, rest: REST, first: DiscordFacts): Promise<GuildFacts & Bot> {
  const { applicationId = '', botId = '' } = first;
  let { guilds } = first;
  if (guilds.length === 0) {
    asker.note(
      `To have channels and roles created now (remove Manage Channels and Manage Roles afterwards):\n${inviteLink(applicationId, 'setup')}\n\nTo use your own channels and roles:\n${inviteLink(applicationId, 'running')}`,
      'Invite the bot by one of these',
    );
    guilds = await waitForGuild({ asker, clock }, rest);
  }
  const [only] = guilds;
  const id =
    only && guilds.length === 1
      ? only.id
      : await asker.choose({
          flag: 'guild',
          message: 'Which Discord server?',
          choices: guilds.map(({ id: value, name: label }) => ({ value, label })),
          initial: draft.get('DISCORD_GUILD_ID'),
        });
  const { guild } = await inspect({ rest, clock, guildId: id });
  if (!guild) throw new UserError('The bot is not on that Discord server any more.');
  asker.note(`The bot is on "${guild.name}".`);
  draft.set('DISCORD_GUILD_ID', id);
  return { ...guild, botId, applicationId };
}

interface Bot {
  readonly botId: string;
  readonly applicationId: string;
}

async function waitForGuild({ asker, clock }: Pick<BotNeeds, 'asker' | 'clock'>, rest: REST) {
  if (!asker.isPerson) throw new UserError('The bot is on no Discord server yet: invite it by the link above.');
  for (;;) {
    const found = await asker.busy('Waiting until it is on a server', async () => {
      for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
        const { guilds } = await inspect({ rest, clock });
        if (guilds.length > 0) return guilds;
        await sleep(clock, LOOK_MS);
      }
      return [];
    });
    if (found.length > 0) return found;
    const choices = [{ value: 'wait', label: 'Go on waiting' } as const, { value: 'end', label: 'End here' } as const];
    if ((await asker.choose({ flag: 'invited', message: 'It is on none yet.', choices })) === 'end')
      throw new UserError('The bot is on no Discord server yet; nothing was written.');
  }
}

const NEEDED: readonly PermissionName[] = ['Manage Channels', 'Manage Roles'];

/** @returns whether something was made on Discord */
async function askRoom(needs: BotNeeds, rest: REST, guild: GuildFacts & Bot): Promise<boolean> {
  const { asker, draft } = needs;
  const list = CHANNELS.map(({ name, access }) => `#${name}${access === 'closed' ? ' (private)' : ''}`).join(', ');
  const isKnown = draft.get('DISCORD_CHANNEL_ID') !== undefined;
  const how = await asker.choose({
    flag: 'channels',
    message: 'Which channels and roles?',
    initial: isKnown ? 'keep' : undefined,
    choices: [
      ...(isKnown ? [{ value: 'keep', label: 'Those in .env' } as const] : []),
      { value: 'make', label: `Make ${list}, and the roles`, hint: 'those that are there already are taken' },
      { value: 'choose', label: 'Choose from those that are there' },
    ],
  });
  if (how === 'keep') return false;
  const able = how === 'make' ? await untilMayMake(needs, rest, guild) : undefined;
  if (!able) {
    await chooseRoom({ asker, draft }, guild);
    return false;
  }
  const { said, hasMade } = await asker.busy('Making them', () =>
    makeRoom(draft, { rest, guild: able, botId: guild.botId }),
  );
  asker.note([...said, 'Take Manage Channels and Manage Roles from the bot again, if you like.'].join('\n'));
  return hasMade;
}

const mayMake = (guild: GuildFacts, botId: string): boolean => {
  const rights = permissionsOf({ userId: botId, roleIds: guild.botRoleIds }, guild);
  return NEEDED.every((name) => (rights & PERMISSIONS[name]) !== 0n);
};

/**
 * Undefined if the person would rather choose. Without a person it returns at once, and Discord then reports the
 * missing rights.
 */
async function untilMayMake(
  { asker, clock }: BotNeeds,
  rest: REST,
  guild: GuildFacts & Bot,
): Promise<GuildFacts | undefined> {
  for (let now: GuildFacts = guild; ; ) {
    if (mayMake(now, guild.botId)) return now;
    const link = inviteLink(guild.applicationId, 'setup', guild.id);
    asker.note(`For that the bot needs Manage Channels and Manage Roles; invite it again by this link:\n${link}`);
    if (!asker.isPerson) return now;
    const choices = [
      { value: 'again', label: 'It has them now' } as const,
      { value: 'choose', label: 'Choose from the channels and roles that are there' } as const,
    ];
    if ((await asker.choose({ flag: 'rights', message: 'What now?', choices })) === 'choose') return undefined;
    now = (await inspect({ rest, clock, guildId: guild.id })).guild ?? now;
  }
}

/** Roles first, because the private channels are opened to them. */
async function makeRoom(
  draft: Draft,
  at: Provision,
): Promise<{ readonly said: readonly string[]; readonly hasMade: boolean }> {
  let hasMade = false;
  const said: string[] = [];
  const readers: string[] = [];
  for (const wanted of ROLES) {
    const there = existing(at.guild.roles, wanted.name);
    const id = there?.id ?? (await makeRole(wanted, at));
    hasMade ||= !there;
    said.push(`@${wanted.name} (${wanted.about}): ${there ? 'already there, so it is used' : 'created'}`);
    draft.set(wanted.variable, id);
    readers.push(id);
  }
  for (const wanted of CHANNELS) {
    const there = existing(
      at.guild.channels.filter(({ kind }) => kind === 'text'),
      wanted.name,
    );
    const id = there?.id ?? (await makeChannel(wanted, readers, at));
    hasMade ||= !there;
    said.push(`#${wanted.name}: ${there ? 'already there, so it is used' : 'created'}`);
    draft.set(wanted.variable, id);
  }
  return { said, hasMade };
}

const NONE = 'none';

async function chooseRoom({ asker, draft }: Pick<BotNeeds, 'asker' | 'draft'>, guild: GuildFacts): Promise<void> {
  const channels = guild.channels
    .filter(({ kind }) => kind === 'text')
    .map(({ id: value, name }) => ({ value, label: `#${name}` }));
  for (const { name, topic, variable, access } of CHANNELS) {
    const isMain = variable === 'DISCORD_CHANNEL_ID';
    const answer = await asker.choose({
      flag: name,
      message: `${topic}${access === 'closed' ? ' (a channel that not everybody reads)' : ''}: which channel?`,
      choices: isMain ? channels : [{ value: NONE, label: 'None' }, ...channels],
      initial: draft.get(variable) ?? existing(guild.channels, name)?.id ?? (isMain ? undefined : NONE),
    });
    draft.set(variable, answer === NONE ? undefined : answer);
  }
  const roles = guild.roles
    .filter(({ id, isManaged }) => id !== guild.id && !isManaged)
    .map(({ id: value, name }) => ({ value, label: `@${name}` }));
  for (const { variable, about } of ROLES) {
    const answer = await asker.choose({
      flag: variable === 'DISCORD_ADMIN_ROLES' ? 'admin-role' : 'steward-role',
      message: `Which role ${about}?`,
      choices: [{ value: NONE, label: 'None: members with Administrator' }, ...roles],
      initial: draft.get(variable) ?? NONE,
    });
    draft.set(variable, answer === NONE ? undefined : answer);
  }
}
