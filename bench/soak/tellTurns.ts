/** Long turns as a tree each: what took a part of it worth naming, below what called that. */
import type { LongTurn } from './longTurns.ts';

/** Of a turn. */
const WORTH_NAMING = 0.1;
const LEAST_MS = 2;

interface Branch {
  ms: number;
  readonly below: Map<string, Branch>;
}

export function tellTurns(turns: readonly LongTurn[]): void {
  for (const turn of turns) {
    const collected = Object.entries(turn.collected).map(([kind, ms]) => `${kind} ${ms.toFixed(1)}`);
    console.log(`    ${turn.ms.toFixed(1)} of ${turn.passedMs.toFixed(1)} ms   ${collected.join(', ')}`);
    const root: Branch = { ms: 0, below: new Map() };
    for (const [stack, ms] of turn.stacks) grow(root, stack, ms);
    tell(root, { least: Math.max(LEAST_MS, turn.ms * WORTH_NAMING), depth: 0 });
  }
}

function grow(root: Branch, stack: readonly string[], ms: number): void {
  let branch = root;
  for (const name of stack) {
    const next = branch.below.get(name) ?? { ms: 0, below: new Map<string, Branch>() };
    branch.below.set(name, next);
    next.ms += ms;
    branch = next;
  }
}

/** One line for each that is worth it, with those that do nothing but call it. */
function tell({ below }: Branch, { least, depth }: { readonly least: number; readonly depth: number }): void {
  for (const [name, branch] of [...below].sort(([, a], [, b]) => b.ms - a.ms)) {
    if (branch.ms < least) continue;
    const names = [name];
    let end = branch;
    for (let only = onlyOne(end); only; only = onlyOne(end)) {
      names.push(only[0]);
      end = only[1];
    }
    console.log(`    ${'  '.repeat(depth + 1)}${branch.ms.toFixed(1)} ${names.join(' > ')}`);
    tell(end, { least, depth: depth + 1 });
  }
}

/** What nearly all of it was in. */
const onlyOne = ({ ms, below }: Branch): [string, Branch] | undefined =>
  [...below].find(([, branch]) => branch.ms > ms * NEARLY_ALL);

const NEARLY_ALL = 0.9;

/** Of many turns together: what was in how much of them, each function once wherever it was called from. */
export function tellAll(turns: readonly LongTurn[]): void {
  const inside = new Map<string, number>();
  let all = 0;
  for (const { stacks } of turns)
    for (const [stack, ms] of stacks) {
      all += ms;
      for (const name of new Set(stack)) inside.set(name, (inside.get(name) ?? 0) + ms);
    }
  const most = [...inside].sort(([, a], [, b]) => b - a).slice(0, MOST_NAMED);
  console.log(`${turns.length} turns that were looked at; of the time that they took:`);
  for (const [name, ms] of most) console.log(`  ${((100 * ms) / all).toFixed(1).padStart(5)} %  ${name}`);
}

const MOST_NAMED = 60;
