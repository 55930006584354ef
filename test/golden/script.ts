import type { GoldenWorld, Role } from './world.ts';

/** What is done at a time, in seconds since the begin: a command of somebody, or something that happens in the game. */
export type Step = readonly [seconds: number, who: Role | 'game', line: string];

/** Plays the steps in their order, `game` doing what happens there, and then goes on until `untilSeconds`. */
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
