/** Places that penalties take on the grid. */

/** What somebody is to lose, by one penalty. */
export interface Setback {
  /** The number of the penalty. */
  readonly number: number;
  readonly guid: string;
  readonly name: string;
  readonly places: number;
}

/** A setback on a grid: places from 1, before all of them and after. */
export interface SetBack extends Setback {
  readonly from: number;
  readonly to: number;
}

/** Somebody on a grid; a slot that nobody is known to take has no GUIDs. */
export interface Starter {
  /** Where the slot stands in the file now. */
  readonly carId: number;
  readonly guids: readonly string[];
  /** Starts behind everybody who is not: who is disqualified is not overtaken by who only loses places. */
  readonly isAtBack?: true | undefined;
}

export interface SetBackGrid {
  /** Of the slots, in the new order. */
  readonly order: readonly number[];
  readonly setBack: readonly SetBack[];
  /** Those whose driver is not on this grid. */
  readonly absent: readonly Setback[];
}

/**
 * Moves the penalised back, and everybody else up into what they leave, each in the order they had. Who would lose more
 * places than there are starters behind starts last, in front of those who were disqualified. Slots that nobody is known to take stay where they are: to fall
 * behind one would cost nothing.
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

/** Each of the penalised has a place of their own, as far back as they are to go and never in front of one who goes less. */
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
