/** The whole set-up, from the token to written files that are read back unchanged. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { REST } from 'discord.js';
import { iniValue, type LineChange } from '../config/write.ts';
import type { Clock } from '../kit/clock.ts';
import { PassingError, UserError } from '../kit/errors.ts';
import { ownCommand } from '../kit/ownCommand.ts';
import { offerCard, offerUnit, type ServicePlace } from './afterwards.ts';
import { type Asker, Cancelled } from './asker.ts';
import { setUpDiscord } from './bot.ts';
import { Draft } from './draft.ts';
import type { ServerSettings } from './gameServer.ts';
import { setUpServers } from './servers.ts';

export interface SetupNeeds {
  readonly asker: Asker;
  readonly clock: Clock;
  /** Where .env and servers.ini are. */
  readonly directory: string;
  restFor(token: string): REST;
  readonly places?: readonly string[] | undefined;
  readonly heardWithinMs?: number;
  /** Pitwall's command and user, if it can be made a systemd service. */
  readonly service?: Pick<ServicePlace, 'command' | 'user'> | undefined;
  /** The URL of Discord's API, if it is not Discord's own. */
  readonly apiUrl?: string | undefined;
}

/** @returns the closing message, with what was written */
export async function runSetup(needs: SetupNeeds): Promise<string> {
  const draft = new Draft(join(needs.directory, '.env'));
  draft.tryFolder();
  const bot = await setUpDiscord({ ...needs, draft });
  if (needs.apiUrl !== undefined) draft.set('DISCORD_API_URL', needs.apiUrl);
  const { sections, said } = await askAndWrite(needs, draft).catch((error: unknown) => {
    throw bot.hasMade ? withMade(error) : error;
  });
  if (said.isWritten) await tryOut(needs, { ...bot, draft, sections });
  return said.isWritten || !bot.hasMade ? said.sentence : `${said.sentence} ${MADE_STAYS}`;
}

const MADE_STAYS = 'The channels and roles made on Discord stay; the next set-up uses them.';

/** Nothing undoes what was made on Discord. */
function withMade(error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const Kind = error instanceof PassingError ? PassingError : UserError;
  return new Kind(`${error.message} ${MADE_STAYS}`);
}

async function askAndWrite(needs: SetupNeeds, draft: Draft) {
  const { asker, directory } = needs;
  const serversFile = join(directory, 'servers.ini');
  let sections: ReadonlyMap<string, ServerSettings> = new Map();
  if (existsSync(serversFile)) asker.note('The game servers are described in servers.ini, which stays as it is.');
  else sections = await setUpServers(needs, draft);
  return { sections, said: await write(needs, { draft, sections, serversFile }) };
}

interface Tried {
  readonly rest: REST;
  readonly applicationId: string;
  readonly draft: Draft;
  readonly sections: ReadonlyMap<string, ServerSettings>;
}

/** Whoever ends here wants none of it: the settings are written. */
async function tryOut(needs: SetupNeeds, tried: Tried): Promise<void> {
  try {
    await offerAfterwards(needs, tried);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

async function offerAfterwards({ asker, directory, service }: SetupNeeds, tried: Tried): Promise<void> {
  const { rest, applicationId, draft, sections } = tried;
  const channelId = draft.get('DISCORD_CHANNEL_ID');
  if (channelId !== undefined) await offerCard(asker, { rest, applicationId, channelId });
  if (!service) return;
  const writes = [draft.get('SERVER_DIR'), ...[...sections.values()].map(({ SERVER_DIR }) => SERVER_DIR)];
  await offerUnit(asker, { ...service, directory, writes: writes.filter((path) => path !== undefined) });
}

interface Written {
  readonly draft: Draft;
  readonly sections: ReadonlyMap<string, ServerSettings>;
  readonly serversFile: string;
}

async function write(
  { asker }: SetupNeeds,
  { draft, sections, serversFile }: Written,
): Promise<{ readonly sentence: string; readonly isWritten: boolean }> {
  const changes = draft.changes();
  if (changes.length === 0 && sections.size === 0) {
    return { sentence: '.env is like that already; nothing was written.', isWritten: false };
  }
  const ini = sectionsText(sections);
  asker.note(changes.flatMap(lineOf).join('\n') || 'nothing', '.env');
  if (ini !== '') asker.note(ini.split('\n').map(hidden).join('\n'), 'servers.ini');
  const choices = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No, leave everything as it is' },
  ] as const;
  if ((await asker.choose({ flag: 'write', message: 'Write that?', choices, initial: undefined })) === 'no') {
    return { sentence: '.env was not written.', isWritten: false };
  }
  const { kept } = draft.write(ini === '' ? undefined : { path: serversFile, text: ini });
  const old = kept === undefined ? '' : ` The previous settings are in ${kept}.`;
  asker.note(`Written.${old}`);
  return {
    sentence: `Start Pitwall with "${ownCommand('start')}"; "${ownCommand('doctor')}" checks everything.`,
    isWritten: true,
  };
}

const sectionsText = (sections: ReadonlyMap<string, ServerSettings>): string =>
  [...sections]
    .map(([id, settings]) =>
      [`[${id}]`, ...Object.entries(settings).map(([key, value]) => `${key}=${iniValue(value)}`), ''].join('\n'),
    )
    .join('\n');

const SECRET = /^(DISCORD_TOKEN|[A-Z_]*PASSWORD|WEBSOCKET_\w+_TOKEN)=/;

/** As a diff. Secrets are hidden, because the screen may be shared. */
const lineOf = ({ before, after }: LineChange): readonly string[] => [
  ...(before === undefined ? [] : [`- ${hidden(before)}`]),
  ...(after === undefined ? [] : [`+ ${hidden(after)}`]),
];

const hidden = (line: string): string => line.replace(SECRET, (name) => `${name}…`).replace(/…=?.*/s, '…');
