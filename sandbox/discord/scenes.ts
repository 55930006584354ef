/** Something that happened outside Discord. */
export interface SceneLine {
  /** `car`: a chat line that only the driver of car `carId` reads; `server`: a line of the game server's log. */
  readonly kind: 'car' | 'server';
  readonly carId?: number;
  readonly text: string;
  /** Its driver typed it, so the others read it too. */
  readonly isTyped?: boolean;
}

/** A driver in a car. */
export interface SeatedDriver {
  readonly carId: number;
  readonly name: string;
}

/** Lets the page's user act as a driver in a car. */
export interface InTheCars {
  readonly drivers: readonly SeatedDriver[];
  /** The returned function stops it. */
  onChange(listener: (drivers: readonly SeatedDriver[]) => void): () => void;
  /** @throws UserError with what is wrong */
  say(carId: number, text: string): Promise<void>;
}

/** One thing to try, shown above the messages. */
export interface TourStep {
  /** The action that completes it. */
  readonly kind: 'press' | 'slash' | 'drive' | 'kill';
  readonly text: string;
  /** The label of the step's button. */
  readonly label: string;
  /** Where it leads, by name, and as which person. */
  readonly channel?: string;
  readonly as?: string;
  /** The label of a button there: its oldest message with that is shown. */
  readonly button?: string;
  /** The text in the car's chat box at that point, and the driver of that car. */
  readonly says?: { readonly driver: string; readonly text: string };
}

/** What a newcomer sees. */
export interface Tour {
  readonly steps: readonly TourStep[];
  /** Kills the bot at once, like a crash. Resolves when it has logged in again. */
  kill(): Promise<void>;
}

export interface Behind {
  /** Reports every line from now on; the returned function stops it. */
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

/** A verbose server must not push out the lines for the cars. */
function withoutOldest(lines: readonly SceneLine[], kind: SceneLine['kind']): readonly SceneLine[] {
  if (lines.filter((line) => line.kind === kind).length <= KEPT[kind]) return lines;
  const oldest = lines.findIndex((line) => line.kind === kind);
  return lines.filter((_, index) => index !== oldest);
}
