/** Checks whether the settings are read as intended. */
import { namesInText } from '../../config/envFile.ts';
import { VARIABLES } from '../../config/environment.ts';
import { isMistake, strayInWords, strayLines } from '../../config/misspellings.ts';
import { ownCommand } from '../../kit/ownCommand.ts';
import type { EnvFileFacts } from '../facts.ts';
import { FINE, type Finding, fault, NOT_HERE, type Row, warning } from '../row.ts';

const OLDEST_NODE = [20, 19] as const;

export const settingsRows: readonly Row[] = [
  {
    number: 1,
    title: 'Pitwall is configured',
    check: ({ settings }) =>
      settings.isConfigured
        ? FINE
        : [fault('Not configured yet.', `Run "${ownCommand('setup')}", or copy .env.example to .env and fill it in.`)],
  },
  {
    number: 2,
    title: 'Every setting is known and valid',
    check: ({ settings }) =>
      settings.isConfigured
        ? [
            ...settings.problems.map((problem) => fault(problem, 'Correct that setting.')),
            ...(settings.envFile ? misspelt(settings.envFile, settings.problems) : FINE),
          ]
        : NOT_HERE,
  },
  {
    number: 3,
    title: '.env is plain UTF-8',
    check: ({ settings: { envFile } }) => (envFile ? encodingOf(envFile) : NOT_HERE),
  },
  {
    number: 4,
    title: 'No value in .env is cut short',
    check: ({ settings: { envFile } }) =>
      envFile ? envFile.lines.flatMap((line) => cutShort(line, envFile)) : NOT_HERE,
  },
  {
    number: 5,
    title: 'Node is new enough',
    check({ machine: { node } }) {
      const [major = 0, minor = 0] = node.split('.').map(Number);
      const [oldest, least] = OLDEST_NODE;
      if (major > oldest || (major === oldest && minor >= least)) return FINE;
      return [fault(`Pitwall needs Node ${oldest}.${least} or newer; this is ${node}.`, 'Install a newer Node.')];
    },
  },
];

/** What a start refuses is among the problems already. */
function misspelt({ lines, path }: EnvFileFacts, told: readonly string[]): readonly Finding[] {
  return strayLines(namesInText(lines.join('\n')), VARIABLES)
    .filter((line) => !told.includes(strayInWords(line)))
    .map((line) => warning(strayInWords(line), `${isMistake(line) ? 'Rename it in' : 'Remove it from'} ${path}.`));
}

function encodingOf({ path, hasByteOrderMark, hasNul }: EnvFileFacts): readonly Finding[] {
  if (hasNul) {
    return [
      fault('.env is UTF-16: nothing in it is read.', 'Save it as plain UTF-8; PowerShell 5 writes UTF-16 with ">".'),
    ];
  }
  if (!hasByteOrderMark) return FINE;
  const sentence = '.env begins with a byte order mark: its first line is not read.';
  return [fault(sentence, 'Save it as plain UTF-8.', { kind: 'byteOrderMark', path })];
}

export interface Assignment {
  readonly name: string;
  /** With its quotes and anything after them. */
  readonly raw: string;
}

/** "NAME=value" as Node's own .env parser reads it; undefined for a comment, an empty line or anything else. */
export function assignmentIn(line: string): Assignment | undefined {
  const [, name, raw = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined ? undefined : { name, raw };
}

/** A # outside of quotes and a second quote end a value, and ⧵n within double quotes is a line break. */
function cutShort(line: string, { path }: EnvFileFacts): readonly Finding[] {
  const { name, raw } = assignmentIn(line.replace(/^\uFEFF/, '')) ?? {};
  if (name === undefined || raw === undefined || !VARIABLES.includes(name)) return [];
  const quotes: Finding['repair'] = { kind: 'quotes', path, name };
  if (/^"[^"]*\\n[^"]*"/.test(raw)) {
    return [
      fault(`${name} holds a line break: in double quotes \\n is one.`, 'Put the value in single quotes.', quotes),
    ];
  }
  // A comment may follow a quote.
  if (/^(["'`])(?:(?!\1).)*\1\s*[^\s#]/.test(raw)) {
    return [fault(`${name} ends at its second quote.`, 'Put all of the value in single quotes.', quotes)];
  }
  // A comment after a value has a blank before its #.
  if (/^[^'"`#\s]\S*#/.test(raw) || /^[^'"`#\s]+#/.test(raw)) {
    return [fault(`${name} ends at its #.`, 'Put the value in single quotes.', quotes)];
  }
  return [];
}
