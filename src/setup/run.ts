/** The whole set-up, from the token to written files that are read back unchanged. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { REST } from 'discord.js';
import { SERVER_VARIABLES } from '../config/environment.ts';
import { serverId } from '../config/server.ts';
import { iniValue, type LineChange } from '../config/write.ts';
import type { Clock } from '../kit/clock.ts';
import { ownCommand } from '../kit/ownCommand.ts';
import { offerCard, offerUnit, type ServicePlace } from './afterwards.ts';
import type { Asker } from './asker.ts';
import { setUpDiscord } from './bot.ts';
import { Draft, replaceFile } from './draft.ts';
import { type ServerSettings, setUpServer } from './gameServer.ts';

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
  const { asker, directory } = needs;
  const draft = new Draft(join(directory, '.env'));
  draft.tryFolder();
  const bot = await setUpDiscord({ ...needs, draft });
  if (needs.apiUrl !== undefined) draft.set('DISCORD_API_URL', needs.apiUrl);
  const serversFile = join(directory, 'servers.ini');
  let sections: ReadonlyMap<string, ServerSettings> = new Map();
  if (existsSync(serversFile)) asker.note('The game servers are described in servers.ini, which stays as it is.');
  else sections = await askServers(needs, draft);
  const said = await write(needs, { draft, sections, serversFile });
  if (said.isWritten) await tryOut(needs, { ...bot, draft, sections });
  return said.sentence;
}

interface Tried {
  readonly rest: REST;
  readonly applicationId: string;
  readonly draft: Draft;
  readonly sections: ReadonlyMap<string, ServerSettings>;
}

async function tryOut({ asker, directory, service }: SetupNeeds, tried: Tried): Promise<void> {
  const { rest, applicationId, draft, sections } = tried;
  const channelId = draft.get('DISCORD_CHANNEL_ID');
  if (channelId !== undefined) await offerCard(asker, { rest, applicationId, channelId });
  if (!service) return;
  const writes = [draft.get('SERVER_DIR'), ...[...sections.values()].map(({ SERVER_DIR }) => SERVER_DIR)];
  await offerUnit(asker, { ...service, directory, writes: writes.filter((path) => path !== undefined) });
}

async function askServers(needs: SetupNeeds, draft: Draft): Promise<ReadonlyMap<string, ServerSettings>> {
  const { asker } = needs;
  const sections = new Map<string, ServerSettings>();
  const known = (key: string): string | undefined => draft.get(SERVER_VARIABLES.get(key) ?? key);
  const first = await setUpServer({ ...needs, known });
  for (const [key, variable] of SERVER_VARIABLES) if (ASKED.has(key)) draft.set(variable, first[key]);
  while ((await askAnother(asker)) === 'yes') {
    if (sections.size === 0) sections.set(await askId(asker, sections, 'the first one'), first);
    sections.set(await askId(asker, sections, 'the next one'), await setUpServer({ ...needs, known: () => undefined }));
  }
  // With a servers.ini, the settings of a single server have no effect.
  if (sections.size > 0) for (const variable of SERVER_VARIABLES.values()) draft.set(variable, undefined);
  return sections;
}

/** The settings that the game server questions cover; all others stay. */
const ASKED: ReadonlySet<string> = new Set([
  'SERVER_DIR',
  'MODE',
  'DIALECT',
  'FILES_WRITTEN_BY',
  'UDP_LISTEN',
  'UDP_SEND',
]);

const askAnother = (asker: Asker) =>
  asker.choose({
    flag: 'another',
    message: 'Is there another game server?',
    choices: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
    ],
    initial: 'no',
  });

const askId = (asker: Asker, taken: ReadonlyMap<string, unknown>, which: string): Promise<string> =>
  asker.text({
    flag: 'id',
    message: `What is ${which} called in commands?`,
    check(value) {
      if (taken.has(value)) return `There is a server "${value}" already.`;
      return serverId.safeParse(value).success ? undefined : 'Up to 32 lower-case letters, digits, - or _.';
    },
  });

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
  if (ini !== '') asker.note(ini, 'servers.ini');
  const choices = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No, leave everything as it is' },
  ] as const;
  if ((await asker.choose({ flag: 'write', message: 'Write that?', choices, initial: undefined })) === 'no') {
    return { sentence: 'Nothing was written.', isWritten: false };
  }
  const { kept } = draft.write();
  if (ini !== '') replaceFile(serversFile, ini);
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
