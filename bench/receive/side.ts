/** What both sides of the comparison have in common: each is a process of its own that listens at the same kind of ports. */

export type Side = 'bare' | 'pitwall';

export interface Spent {
  /** Microseconds of a processor. */
  readonly cpu: number;
  readonly received: number;
  readonly rss: number;
}

/** Where one game server sends from, and to. */
export interface Ports {
  readonly server: number;
  readonly plugin: number;
}

/** Where this side is to listen. */
export const givenPorts = (): readonly Ports[] => JSON.parse(process.argv[2] ?? '[]');

/** Says that it listens, then how much processor time it has taken, each time it is asked. */
export function answer(received: () => number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, received: received(), rss: process.memoryUsage.rss() } satisfies Spent);
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
