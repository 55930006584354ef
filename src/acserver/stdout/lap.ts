// The lines of a lap.

import { speakingSlot } from './cars.ts';
import type { Handlers, LapMemo, ReaderMemo } from './memo.ts';

/**
 * The block from `Car.onLapCompleted` to its END. A lap counts once the server has recorded it
 * (`Result.OnLapCompleted`): one driven after the end of a session is printed but not recorded, and the plugin does not
 * get it either.
 */
export const lapHandlers: Handlers = {
  'lap-begin': (memo) => {
    memo.lap = { cuts: 0, named: [], changed: [] };
    return [];
  },
  lap: (memo, { name, ms }) => note(memo, { name, lapMs: ms, slot: speakingSlot(memo, name) ?? memo.lap?.slot }),
  'lap-cuts': (memo, { name, cuts }) => (memo.lap?.name === name ? note(memo, { cuts }) : []),
  // v1.0 does not print the number here, so the one in LAP WITH CUTS stays.
  'lap-cuts-count': (memo, { cuts }) => note(memo, { counted: true, cuts: Math.max(cuts, memo.lap?.cuts ?? 0) }),
  'board-row': (memo, { name, carId, laps }) => {
    const isNew = (memo.laps[carId] ?? 0) !== laps;
    memo.laps[carId] = laps;
    if (memo.lap?.name !== name) return [];
    const { named, changed } = memo.lap;
    return note(memo, { named: [...named, carId], changed: isNew ? [...changed, carId] : changed });
  },
  'lap-refused': (memo) => note(memo, { refused: true }),
  'lap-end': (memo) => {
    const { lap } = memo;
    memo.lap = undefined;
    if (!lap?.counted || lap.refused || lap.name === undefined || lap.lapMs === undefined) return [];
    const slot = lap.slot ?? slotOnBoard(lap);
    const { name, lapMs, cuts } = lap;
    return [{ fact: 'lapCompleted', name, lapMs, cuts, slot }];
  },
  'next-session': (memo) => {
    memo.laps = {};
    return [];
  },
};

function note(memo: ReaderMemo, found: Partial<LapMemo>): [] {
  if (memo.lap) memo.lap = { ...memo.lap, ...found };
  return [];
}

/** Of namesakes, the one whose number of laps is new; a lap with cuts changes no number. */
function slotOnBoard({ named, changed }: LapMemo): number | undefined {
  const [slot, ...others] = changed.length > 0 ? changed : named;
  return others.length === 0 ? slot : undefined;
}
