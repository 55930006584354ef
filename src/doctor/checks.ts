/** Every check, in the order in which things usually go wrong: one list for the program, the command and the start. */
import type { Facts } from './facts.ts';
import { type Finding, findingsOf, NOT_HERE, type Row, reasonsOf, type Verdict } from './row.ts';
import { channelRows } from './rows/channels.ts';
import { discordRows } from './rows/discord.ts';
import { edgeRows } from './rows/edges.ts';
import { gameServerRows } from './rows/gameServer.ts';
import { hearingRows } from './rows/hearing.ts';
import { dataRows, machineRows } from './rows/machine.ts';
import { natsRows } from './rows/nats.ts';
import { settingsRows } from './rows/settings.ts';

export const CHECKS: readonly Row[] = [
  ...settingsRows,
  ...discordRows,
  ...channelRows,
  ...hearingRows,
  ...gameServerRows,
  ...machineRows,
  ...dataRows,
  ...natsRows,
  ...edgeRows,
].sort((a, b) => a.number - b.number);

/** The result of one check; `unknown` means that it could not be run. */
export interface Checked {
  readonly number: number;
  readonly title: string;
  readonly state: 'ok' | 'found' | 'unknown' | typeof NOT_HERE;
  readonly findings: readonly Finding[];
  /** Why it could not be run; with findings, why a part of it could not. */
  readonly reasons: readonly string[];
}

export function checkAll(facts: Facts, rows: readonly Row[] = CHECKS): readonly Checked[] {
  return rows.map((row) => {
    const { number, title } = row;
    const verdict = row.check(facts);
    return { number, title, state: stateOf(verdict), findings: findingsOf(verdict), reasons: reasonsOf(verdict) };
  });
}

function stateOf(verdict: Verdict): Checked['state'] {
  if (verdict === NOT_HERE) return NOT_HERE;
  if (findingsOf(verdict).length > 0) return 'found';
  return reasonsOf(verdict).length > 0 ? 'unknown' : 'ok';
}

/** For scripts: 0 all is well, 1 warnings, 2 something does not work. */
export function exitCodeOf(checked: readonly Checked[]): 0 | 1 | 2 {
  const levels = checked.flatMap(({ findings }) => findings.map(({ level }) => level));
  if (levels.includes('fault')) return 2;
  return levels.includes('warning') ? 1 : 0;
}
