/** Prints the results as lines for a terminal. */
import type { Checked } from './checks.ts';
import { NOT_HERE } from './row.ts';

const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const GREEN = '\u001b[32m';
const GREY = '\u001b[90m';
const PLAIN = '\u001b[0m';

export interface PrintOptions {
  readonly isTerminal?: boolean | undefined;
  /** Also name the checks that do not apply here. */
  readonly all?: boolean | undefined;
}

/** A tick, one sentence and its fix per finding, or why it could not be run. */
export function linesOf(checked: readonly Checked[], { isTerminal = false, all = false }: PrintOptions = {}): string[] {
  const coloured = (colour: string, text: string): string => (isTerminal ? `${colour}${text}${PLAIN}` : text);
  const lines = checked.flatMap(({ state, title, findings, reasons }) => {
    if (state === 'ok') return [`${coloured(GREEN, '✓')} ${title}`];
    return [
      ...findings.flatMap(({ level, sentence, fix }) => [
        `${level === 'fault' ? coloured(RED, '✗') : coloured(YELLOW, '!')} ${sentence}`,
        `    ${fix}`,
      ]),
      ...reasons.map((reason) => `${coloured(YELLOW, '?')} Not checked: ${title} (${reason})`),
    ];
  });
  const notHere = checked.filter(({ state }) => state === NOT_HERE).map(({ title }) => title);
  const rest = notHere.length === 0 ? [] : ['', ...notHereLines(notHere, all).map((line) => coloured(GREY, line))];
  return [...lines, ...rest, '', summary(checked)];
}

function notHereLines(titles: readonly string[], all: boolean): readonly string[] {
  const count = titles.length === 1 ? '1 check does not apply here' : `${titles.length} checks do not apply here`;
  return all
    ? [`${count}:`, ...titles.map((title) => `- ${title}`)]
    : [`${count} (--all names ${titles.length === 1 ? 'it' : 'them'}).`];
}

function summary(checked: readonly Checked[]): string {
  const findings = checked.flatMap((each) => each.findings);
  const faults = findings.filter(({ level }) => level === 'fault').length;
  if (findings.length === 0) return noProblems(checked);
  const warnings = findings.length - faults;
  return [
    ...(faults > 0 ? [`${faults} ${faults === 1 ? 'thing does' : 'things do'} not work`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ].join(', ');
}

function noProblems(checked: readonly Checked[]): string {
  const count = checked.filter(({ state }) => state === 'unknown').length;
  if (count === 0) return 'No problems found.';
  return `No problems found, but ${count} ${count === 1 ? 'check' : 'checks'} could not be run.`;
}
