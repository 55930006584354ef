/** Something that happened outside of Discord. */
export interface SceneLine {
  /** `car`: a line of chat that only the driver of car `carId` reads; `server`: a line the game server printed. */
  readonly kind: 'car' | 'server';
  readonly carId?: number;
  readonly text: string;
}

export interface Behind {
  /** Tells of every line from now on; the returned function ends it. */
  subscribe(listener: (line: SceneLine) => void): () => void;
}

/** The latest lines, for pages that open later. */
export interface Scenes extends Behind {
  latest(): readonly SceneLine[];
  close(): void;
}

const KEPT = { car: 100, server: 200 } as const;

/** Listens from the start, whether a page is open or not. */
export function openScenes(behind: Behind): Scenes {
  let lines: readonly SceneLine[] = [];
  const listeners = new Set<(line: SceneLine) => void>();
  const close = behind.subscribe((line) => {
    lines = withoutOldest([...lines, line], line.kind);
    for (const listener of listeners) listener(line);
  });
  return {
    latest: () => lines,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}

/** A talkative server does not push out what was said to the cars. */
function withoutOldest(lines: readonly SceneLine[], kind: SceneLine['kind']): readonly SceneLine[] {
  if (lines.filter((line) => line.kind === kind).length <= KEPT[kind]) return lines;
  const oldest = lines.findIndex((line) => line.kind === kind);
  return lines.filter((_, index) => index !== oldest);
}
