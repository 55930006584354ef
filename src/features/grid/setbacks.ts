/** Grid drops. */

/** The places somebody loses by one penalty. */
export interface Setback {
  /** The number of the penalty. */
  readonly number: number;
  readonly guid: string;
  readonly name: string;
  readonly places: number;
}

/** A setback on a grid; places from 1, before and after all setbacks. */
export interface SetBack extends Setback {
  readonly from: number;
  readonly to: number;
}

/** Somebody on a grid; a slot without a known driver has no GUIDs. */
export interface Starter {
  /** The slot's current position in the file. */
  readonly carId: number;
  readonly guids: readonly string[];
  /** Starts behind everybody else: a driver who only loses places does not fall behind a disqualified one. */
  readonly isAtBack?: true | undefined;
}

export interface SetBackGrid {
  /** The slots in the new order. */
  readonly order: readonly number[];
  readonly setBack: readonly SetBack[];
  /** Setbacks whose driver is not on this grid. */
  readonly absent: readonly Setback[];
}

/**
 * Moves penalised drivers back and everybody else up, each group in its own order. A driver who would lose more places
 * than there are starters behind starts last, but ahead of disqualified drivers. Slots without a known driver stay
 * where they are: falling behind one would cost nothing.
 */
export function withSetbacks(grid: readonly Starter[], setbacks: readonly Setback[]): SetBackGrid {
  const starters = grid.filter(({ guids }) => guids.length > 0);
  const indexOf = ({ guid }: Setback): number => starters.findIndex(({ guids }) => guids.includes(guid));
  const lossOf = (starter: Starter): number =>
    setbacks.filter(({ guid }) => starter.guids.includes(guid)).reduce((sum, { places }) => sum + places, 0);
  const moved = [false, true].flatMap((isAtBack) =>
    reordered(
      starters.filter((starter) => (starter.isAtBack ?? false) === isAtBack),
      lossOf,
    ),
  );
  const queue = moved.values();
  const order = grid.map((starter) => (starter.guids.length > 0 ? (queue.next().value ?? starter) : starter));
  const placeIn = (list: readonly Starter[], starter: Starter | undefined): number =>
    list.findIndex(({ carId }) => carId === starter?.carId) + 1;
  return {
    order: order.map(({ carId }) => carId),
    setBack: setbacks.flatMap((setback) => {
      const starter = starters[indexOf(setback)];
      if (!starter) return [];
      const { number, guid, name, places } = setback;
      return [{ number, guid, name, places, from: placeIn(starters, starter), to: placeIn(moved, starter) }];
    }),
    absent: setbacks.filter((setback) => indexOf(setback) < 0),
  };
}

/** Each penalised driver goes as far back as they have to, never ahead of one who has to go less far. */
function reordered(starters: readonly Starter[], lossOf: (starter: Starter) => number): readonly Starter[] {
  const penalised = starters
    .map((starter, index) => ({ starter, wanted: index + lossOf(starter), isMoved: lossOf(starter) > 0 }))
    .filter(({ isMoved }) => isMoved)
    .sort((a, b) => a.wanted - b.wanted);
  const places = new Map<number, Starter>();
  let last = -1;
  for (const [index, { starter, wanted }] of penalised.entries()) {
    last = Math.min(Math.max(wanted, last + 1), starters.length - (penalised.length - index));
    places.set(last, starter);
  }
  const others = starters.filter((starter) => lossOf(starter) === 0).values();
  return starters.flatMap((_, place) => places.get(place) ?? others.next().value ?? []);
}
