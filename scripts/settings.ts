import { SERVER_KEYS } from '../src/config/server.ts';
import { SERVER_VARIABLES } from '../src/config/serverVariables.ts';
import { EXAMPLES } from './settingExamples.ts';

interface Setting {
  readonly group: string;
  readonly name: string;
  readonly about: string;
  readonly isRequired: boolean;
  /** The default, if there is one. */
  readonly otherwise: string | undefined;
}

/** Every setting of .env as a Markdown page, from the comments in .env.example. */
export function settingsPage(envExample: string): string {
  const settings = settingsIn(envExample);
  const groups = [...new Set(settings.map(({ group }) => group))];
  return [
    HEAD,
    ...groups.flatMap((group) => [`## ${group}`, ...settings.filter((each) => each.group === group).map(entry)]),
    SERVERS_INI,
  ]
    .join('\n\n')
    .concat('\n');
}

export function settingsIn(envExample: string): readonly Setting[] {
  let group = '';
  let comment = '';
  return envExample.split('\n').flatMap((line) => {
    group = /^# ---- (.+?) -+$/.exec(line)?.[1] ?? group;
    const [, name] = /^([A-Z_]+)=$/.exec(line) ?? [];
    if (name === undefined) {
      comment = line.replace(/^# /, '');
      return [];
    }
    const [, about = comment, otherwise] = /^(.*?) (?:Default|Empty): (.+)\.$/.exec(comment) ?? [];
    const isRequired = about.startsWith('Required. ');
    return [{ group, name, about: about.replace(/^Required\. /, ''), isRequired, otherwise }];
  });
}

const HEAD = `# Settings

<!-- Written by "npm run readme" from .env.example and the settings' own definitions. -->

All of these are lines in \`.env\`, beside the folder that Pitwall is started in; what the environment says goes before it. \`npm run setup\` writes the
required ones. An empty value counts as left out. A value with a backslash, a blank or a \`#\` goes into single quotes. Several game servers have a section each in
\`servers.ini\`, under the name that stands here behind "in servers.ini". After a change, restart Pitwall.

What is watched and penalised automatically is in [penalties.example.ini](../penalties.example.ini).`;

const SERVERS_INI = `## Only in servers.ini

### \`CHANNELS\`

Channels in which a command means this server without saying so: ids with commas between them. Left out: commands name their server.

\`\`\`ini
CHANNELS=123456789012345678
\`\`\`

### \`EDGE\`

In the \`servers.ini\` of a hub ([fleet.md](fleet.md)): which edge has this game server. Such a section says where the hub posts about it (\`CHANNELS\`, \`NOTICES\`, and
the channels above), and nothing else; without a section it posts where \`.env\` says.

\`\`\`ini
EDGE=spa
\`\`\``;

function entry({ name, about, isRequired, otherwise }: Setting): string {
  const example = EXAMPLES[name];
  if (!example) throw new Error(`${name} has no example in scripts/settingExamples.ts`);
  const inFile = fileKeyOf(name);
  const facts = [
    ...(isRequired
      ? ['Required.']
      : [otherwise === undefined ? 'May be left out.' : `Left out: ${linked(otherwise)}.`]),
    ...(inFile === undefined ? [] : [`In servers.ini: \`${inFile}\`.`]),
  ];
  const lines = Object.entries({ [name]: example.value, ...example.with }).map(([key, value]) => `${key}=${value}`);
  return [`### \`${name}\``, linked(about), facts.join(' '), ['```ini', ...lines, '```'].join('\n')].join('\n\n');
}

function fileKeyOf(name: string): string | undefined {
  const [key] = [...SERVER_VARIABLES].find(([, variable]) => variable === name) ?? [];
  return key ?? SERVER_KEYS.find((each) => each === name);
}

/** Turns file names into links relative to docs/. */
const linked = (text: string): string =>
  text
    .replace(/docs\/([\w-]+\.md)/g, '[$1]($1)')
    .replace(/(?<!\[)\b(PROTOCOL\.md|penalties\.example\.ini)/g, '[$1](../$1)');
