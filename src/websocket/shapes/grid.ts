import type { AnswerOf, Shown } from '../../command/answer.ts';
import type { EntrySlot, GridChange, GridPlace } from '../../features/grid/actions.ts';
import { plain } from '../../kit/sentence.ts';
import { gridChangeInWords } from '../../texts/grid.ts';
import { type JsonFrame, message } from './shape.ts';

/** The words that differ between the two families of clients. */
export interface GridWords {
  /** Desktop clients expect the name of the file that the original wrote. */
  readonly savedFile: string;
  entryKey(carId: number): string;
}

export const README_WORDS: GridWords = { savedFile: 'entry_list.ini', entryKey: (carId) => `CAR_${carId}` };
export const NEWER_WORDS: GridWords = { savedFile: 'entry_list_new.ini', entryKey: String };

/** The answers about the grid, which only differ in these words. */
export const gridAnswers = ({ savedFile, entryKey }: GridWords) => ({
  entries: ({ entries, show }: AnswerOf<'entries'>): readonly JsonFrame[] => [
    { data: { entries: entriesByKey(entries, show, entryKey) } },
  ],
  grid: ({ grid, asked }: AnswerOf<'grid'>): readonly JsonFrame[] => {
    const { places, staged } = grid;
    const notes = grid.notes.map(plain);
    if (asked === 'slots') return [{ data: { entries: byPlace(places, slotInWords) } }];
    // The original lists only finishers once it has read a race, and every slot before that.
    const shown = staged ? places.filter(({ position }) => position !== undefined) : places;
    const order = byPlace(shown, ({ name }) => name);
    if (asked === 'stage' && staged) return [parsed(staged.results, notes), { data: { grid: order } }];
    return [{ data: { grid: order, notes: notes.length === 0 ? undefined : notes } }];
  },
  gridChange: (change: GridChange): readonly JsonFrame[] => {
    const notes = [gridChangeInWords(change), ...change.grid.notes.map(plain)];
    if (change.change === 'undone') return [message(notes.join(' '))];
    return [{ data: { msg: `${savedFile} file update SUCCESS`, notes } }];
  },
});

/** All values are strings, as in the ini file. GUIDs the viewer may not see are blank: clients rely on the keys. */
export const entriesByKey = (entries: readonly EntrySlot[], show: Shown, keyOf: (carId: number) => string): JsonFrame =>
  Object.fromEntries(
    entries.map((slot) => [
      keyOf(slot.carId),
      {
        car_id: `CAR_${slot.carId}`,
        model: slot.model,
        skin: slot.skin,
        spectator_mode: slot.spectatorMode ? '1' : '0',
        drivername: slot.driverName,
        team: slot.team,
        guid: show.guids ? slot.guids.join(';') : '',
        ballast: String(slot.ballastKg),
        restrictor: String(slot.restrictor),
      },
    ]),
  );

const parsed = (path: string, notes: readonly string[]): JsonFrame => ({
  data: { msg: `${path} parse SUCCESS`, notes },
});

const byPlace = (places: readonly GridPlace[], cell: (place: GridPlace) => string): JsonFrame =>
  Object.fromEntries(places.map((place) => [String(place.carId + 1), cell(place)]));

const slotInWords = ({ model, name, guids }: GridPlace): string =>
  [model, name, ...(guids.length === 0 ? [] : [`(${guids.join(';')})`])].filter((part) => part !== '').join(' ');
