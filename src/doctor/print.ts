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
  /** Name every check, also those that do not apply here, and those that could not be run for one common reason. */
  readonly all?: boolean | undefined;
}

/** As many checks are named one by one if they could not be run for the same reason. */
const MOST_NAMED = 3;

/** A tick, one sentence and its fix per finding, or why it could not be run. */
export function linesOf(checked: readonly Checked[], { isTerminal = false, all = false }: PrintOptions = {}): string[] {
  const coloured = (colour: string, text: string): string => (isTerminal ? `${colour}${text}${PLAIN}` : text);
  const common = all ? [] : commonReasons(checked);
  const lines = checked.flatMap(({ state, title, findings, reasons }) => {
    if (state === 'ok') return [`${coloured(GREEN, '✓')} ${title}`];
    return [
      ...findings.flatMap(({ level, sentence, fix }) => [
        `${level === 'fault' ? coloured(RED, '✗') : coloured(YELLOW, '!')} ${sentence}`,
        `    ${fix}`,
      ]),
      ...reasons
        .filter((reason) => common.every((each) => each.reason !== reason))
        .map((reason) => `${coloured(YELLOW, '?')} Not checked: ${title} (${reason})`),
    ];
  });
  const together = common.map(
    ({ reason, count }) => `${coloured(YELLOW, '?')} ${count} checks could not be run: ${reason} (--all names them).`,
  );
  const notHere = checked.filter(({ state }) => state === NOT_HERE).map(({ title }) => title);
  const rest = notHere.length === 0 ? [] : ['', ...notHereLines(notHere, all).map((line) => coloured(GREY, line))];
  return [...lines, ...together, ...rest, '', summary(checked)];
}

function commonReasons(checked: readonly Checked[]): readonly { readonly reason: string; readonly count: number }[] {
  const all = checked.flatMap(({ reasons }) => reasons);
  return [...new Set(all)]
    .map((reason) => ({ reason, count: all.filter((each) => each === reason).length }))
    .filter(({ count }) => count > MOST_NAMED);
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
