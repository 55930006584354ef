/** What both sides of the comparison share: each is its own process and listens at the same kind of ports. */

export type Side = 'bare' | 'pitwall';

export interface Spent {
  /** Processor time in microseconds. */
  readonly cpu: number;
  readonly received: number;
  readonly rss: number;
}

/** The addresses that one game server sends from and to. */
export interface Ports {
  readonly server: number;
  readonly plugin: number;
}

/** Where this side listens. */
export const givenPorts = (): readonly Ports[] => JSON.parse(process.argv[2] ?? '[]');

/** Reports that it listens, then its processor time whenever it is asked. */
export function answer(received: () => number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, received: received(), rss: process.memoryUsage.rss() } satisfies Spent);
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
