/** Prints each long turn as a call tree of the parts that are worth naming. */
import type { LongTurn } from './longTurns.ts';

/** Share of a turn. */
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

/** One line per branch that is worth naming; functions that only call the next one share its line. */
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

/** The only callee that matters. */
const onlyOne = ({ ms, below }: Branch): [string, Branch] | undefined =>
  [...below].find(([, branch]) => branch.ms > ms * NEARLY_ALL);

const NEARLY_ALL = 0.9;

/** Over many turns: the share of each function including its callees, wherever it was called from. */
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
