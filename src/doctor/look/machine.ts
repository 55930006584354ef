/** Checks the environment of this program. */
import { readFileSync } from 'node:fs';
import { lifeWarning, surroundings } from '../../acserver/process.ts';
import type { MachineFacts } from '../facts.ts';

const BETWEEN: ReadonlySet<string> = new Set(['npm', 'npx', 'sh', 'bash', 'dash']);

export function lookAtMachine(): MachineFacts {
  return { node: process.versions.node, lifeWarning: lifeWarning(surroundings()), startedThrough: between() };
}

/** systemd signals the process that it started: npm then ends, and leaves Pitwall running. */
function between(): string | undefined {
  if (!process.env.INVOCATION_ID) return undefined;
  try {
    const name = readFileSync(`/proc/${process.ppid}/comm`, 'utf8').trim().split(' ')[0] ?? '';
    return BETWEEN.has(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
