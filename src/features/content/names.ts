/** Display names of cars and tracks: those of the game's files, otherwise tidied-up folder names. */
import { tidyName } from './tidy.ts';
import { carNameIn, trackNameIn } from './uiFiles.ts';

export interface Place {
  readonly track: string;
  readonly layout: string;
}

export class ContentNames {
  readonly #directories: readonly string[];
  readonly #cars = new Map<string, string>();
  readonly #places = new Map<string, Place>();

  /** @param directories of game servers; the first one that has the file is used */
  constructor(directories: readonly string[] = []) {
    this.#directories = [...new Set(directories)];
  }

  car(model: string): string {
    const known = this.#cars.get(model);
    if (known !== undefined) return known;
    const name = this.#first((directory) => carNameIn(directory, model)) ?? tidyName(model);
    return kept(this.#cars, model, name);
  }

  /** The game's name for a layout includes the track: "Nürburgring - Sprint B". */
  place({ track, layout }: Place): Place {
    const key = `${track}\n${layout}`;
    const known = this.#places.get(key);
    if (known) return known;
    const folder = track.replace(/^.*\//, '');
    const whole = this.#first((directory) => trackNameIn(directory, folder, layout));
    return kept(
      this.#places,
      key,
      whole === undefined ? { track: tidyName(track), layout: tidyName(layout) } : { track: whole, layout: '' },
    );
  }

  #first(find: (directory: string) => string | undefined): string | undefined {
    for (const directory of this.#directories) {
      const name = find(directory);
      if (name !== undefined) return name;
    }
    return undefined;
  }
}

/** One evening never needs more. The limit is there because names also come from the network. */
const MOST_KEPT = 1000;

function kept<Value>(memory: Map<string, Value>, key: string, value: Value): Value {
  if (memory.size >= MOST_KEPT) memory.clear();
  memory.set(key, value);
  return value;
}
