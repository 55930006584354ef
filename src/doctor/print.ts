/** Prints the results as lines for a terminal. */
import type { Checked } from './checks.ts';

const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const GREEN = '\u001b[32m';
const GREY = '\u001b[90m';
const PLAIN = '\u001b[0m';

/** A tick, or one sentence and its fix per finding. Checks that do not apply or could not be made share one line. */
export function linesOf(checked: readonly Checked[], { isTerminal = false }: { isTerminal?: boolean } = {}): string[] {
  const coloured = (colour: string, text: string): string => (isTerminal ? `${colour}${text}${PLAIN}` : text);
  const lines = checked.flatMap(({ state, title, findings }) => {
    if (state === 'unknown') return [];
    if (state === 'ok') return [`${coloured(GREEN, '✓')} ${title}`];
    return findings.flatMap(({ level, sentence, fix }) => [
      `${level === 'fault' ? coloured(RED, '✗') : coloured(YELLOW, '!')} ${sentence}`,
      `    ${fix}`,
    ]);
  });
  const unknown = checked.filter(({ state }) => state === 'unknown').map(({ title }) => title);
  const rest =
    unknown.length === 0
      ? []
      : ['', coloured(GREY, `Skipped, as they do not apply here or could not be run: ${unknown.join('; ')}.`)];
  return [...lines, ...rest, '', summary(checked)];
}

function summary(checked: readonly Checked[]): string {
  const findings = checked.flatMap((each) => each.findings);
  const faults = findings.filter(({ level }) => level === 'fault').length;
  if (findings.length === 0) return 'No problems found.';
  const warnings = findings.length - faults;
  return [
    ...(faults > 0 ? [`${faults} ${faults === 1 ? 'thing does' : 'things do'} not work`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ].join(', ');
}
