/** Something that happened outside of Discord. */
export interface SceneLine {
  /** `car`: a line of chat that only the driver of car `carId` reads; `server`: a line the game server printed. */
  readonly kind: 'car' | 'server';
  readonly carId?: number;
  readonly text: string;
  /** Its driver typed it: the others read it too. */
  readonly isTyped?: boolean;
}

/** Somebody in a car. */
export interface SeatedDriver {
  readonly carId: number;
  readonly name: string;
}

/** Where the reader of the page can be a driver in the car. */
export interface InTheCars {
  readonly drivers: readonly SeatedDriver[];
  /** The returned function ends it. */
  onChange(listener: (drivers: readonly SeatedDriver[]) => void): () => void;
  /** @throws UserError with what is wrong */
  say(carId: number, text: string): Promise<void>;
}

/** One thing to try, shown above the messages. */
export interface TourStep {
  /** What counts as having done it. */
  readonly kind: 'press' | 'slash' | 'drive' | 'kill';
  readonly text: string;
  /** The button of the step. */
  readonly label: string;
  /** Where it leads, by name, and as whom. */
  readonly channel?: string;
  readonly as?: string;
  /** What stands in the chat box of the car then, and whose car it is. */
  readonly says?: { readonly driver: string; readonly text: string };
}

/** What a newcomer is shown. */
export interface Tour {
  readonly steps: readonly TourStep[];
  /** Ends the bot at once, as a crash would. Resolves when it has logged in again. */
  kill(): Promise<void>;
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
