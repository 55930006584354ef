import type { GoldenWorld, Role } from './world.ts';

/** A step at a time in seconds since the start: somebody's command, or something that happens in the game. */
export type Step = readonly [seconds: number, who: Role | 'game', line: string];

/** Plays the steps in order, with `game` for what happens in the game, and then goes on until `untilSeconds`. */
export async function play(
  world: GoldenWorld,
  { steps, untilSeconds, game }: { steps: readonly Step[]; untilSeconds: number; game?: (line: string) => void },
): Promise<void> {
  for (const [seconds, who, line] of steps) {
    await passUntil(world, seconds);
    if (who !== 'game') await world.give(who, line);
    else {
      game?.(line);
      await world.settle();
    }
  }
  await passUntil(world, untilSeconds);
  await world.inStep();
}

async function passUntil(world: GoldenWorld, seconds: number): Promise<void> {
  const left = seconds * 1000 - world.clock.monotonic();
  if (left > 0) await world.pass(left);
}
