/** The game servers of the set-up: one in .env, or several in sections of servers.ini. */

import { serverId } from '../config/server.ts';
import { SERVER_VARIABLES } from '../config/serverVariables.ts';
import type { Asker } from './asker.ts';
import type { Draft } from './draft.ts';
import { type ServerNeeds, type ServerSettings, setUpServer } from './gameServer.ts';

/** @returns the sections of servers.ini, by the servers' ids; none for a single server, which stays in .env */
export async function setUpServers(
  needs: Omit<ServerNeeds, 'known' | 'others'>,
  draft: Draft,
): Promise<ReadonlyMap<string, ServerSettings>> {
  const { asker } = needs;
  const sections = new Map<string, ServerSettings>();
  const known = (key: string): string | undefined => draft.get(SERVER_VARIABLES.get(key) ?? key);
  const first = await setUpServer({ ...needs, known, others: sections });
  for (const [key, variable] of SERVER_VARIABLES) if (ASKED.has(key)) draft.set(variable, first[key]);
  while ((await askAnother(asker)) === 'yes') {
    if (sections.size === 0) {
      sections.set(await askId(asker, sections, { which: 'the first one', initial: draft.get('SERVER_ID') }), {
        ...first,
        ...notAsked(known),
      });
    }
    const id = await askId(asker, sections, { which: 'the next one' });
    sections.set(id, await setUpServer({ ...needs, known: () => undefined, others: sections }));
  }
  // With a servers.ini, the settings of a single server have no effect.
  if (sections.size > 0) for (const name of ['SERVER_ID', ...SERVER_VARIABLES.values()]) draft.set(name, undefined);
  return sections;
}

/** The settings that the game server questions cover; all others stay, in .env or in the server's section. */
const ASKED: ReadonlySet<string> = new Set([
  'SERVER_DIR',
  'MODE',
  'DIALECT',
  'FILES_WRITTEN_BY',
  'UDP_LISTEN',
  'UDP_SEND',
]);

const notAsked = (known: ServerNeeds['known']): ServerSettings =>
  Object.fromEntries(
    [...SERVER_VARIABLES.keys()].flatMap((key) => {
      const value = ASKED.has(key) ? undefined : known(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );

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

const askId = (
  asker: Asker,
  taken: ReadonlyMap<string, unknown>,
  { which, initial }: { readonly which: string; readonly initial?: string | undefined },
): Promise<string> =>
  asker.text({
    flag: 'id',
    message: `What is ${which} called in commands?`,
    initial,
    check(value) {
      if (taken.has(value)) return `There is a server "${value}" already.`;
      return serverId.safeParse(value).success ? undefined : 'Up to 32 lower-case letters, digits, - or _.';
    },
  });
