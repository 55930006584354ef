/** Reads, orders, writes and restores entry_list.ini. */
import { join } from 'node:path';
import type { Configuration } from '../../acserver/configuration.ts';
import { type IniDocument, parseIni } from '../../acserver/ini/document.ts';
import { type EntrySlot, readEntryList } from '../../acserver/ini/entryList.ts';
import type { FinishedRace } from '../../acserver/results/finished.ts';
import { endedAt, namedRace, newestRace } from '../../acserver/results/names.ts';
import type { Penalty } from '../../events/penalty.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { refusal, UserError } from '../../kit/errors.ts';
import { createTurns } from '../../kit/queue.ts';
import { phrase, type Sentence, typed } from '../../kit/sentence.ts';
import { type ListPlace, readList, write } from './listFile.ts';
import { type GridMove, withMove } from './move.ts';
import { type GridRule, type GridWish, orderGrid } from './order.ts';
import { digestOf, FILE, type Ingredients, whyOutdated } from './outdated.ts';
import { listProblem, raceProblem } from './race.ts';
import type { GridSaves } from './saves.ts';
import { withSetbacks } from './setbacks.ts';
import type { Staged, StagedEdits } from './stagedEdits.ts';
import {
  countedOf,
  dueNotes,
  type GridEdit,
  type GridView,
  gridPlaces,
  notesOn,
  stagedPlaces,
  startersOf,
  whatCounts,
} from './view.ts';
import { writeGrid } from './write.ts';

export type { GridPlace, GridView } from './view.ts';
export type { EntrySlot };

/** Questions about a game server's entry list, and changes to its order. Refusals are UserErrors. */
export interface GridActions {
  /** The slots of entry_list.ini as in the file. */
  entries(): readonly EntrySlot[];
  /** The staged order, or the file's if none is staged. */
  order(): Promise<GridView>;
  /** Stages an order made from the newest race, or the one named. If that fails, nothing stays staged. */
  stage(wish: GridWish | GridRule, author: string, attempt?: Attempt): Promise<GridView>;
  /** Moves somebody to another place of the staged order; those in between move by one. */
  move(move: GridMove, attempt?: Attempt): Promise<GridView>;
  /** Writes the staged order to entry_list.ini at once. */
  save(attempt?: Attempt): Promise<GridChange>;
  /** Restores the bytes from before the last save that was not undone. */
  undo(attempt?: Attempt): Promise<GridChange>;
}

export interface GridChange {
  readonly change: 'saved' | 'undone';
  readonly grid: GridView;
  /** acServer only reads the file when it starts, and it is running. */
  readonly fromNextStart: boolean;
}

export interface GridParts extends Ingredients, ListPlace {
  /** The folder that contains results/. */
  readonly directory: string;
  /** The name of a session's results file. Throws UserError. */
  readonly raceOf: (session: number) => string;
  /** Reads a results file and applies these penalties. Throws UserError. */
  readonly raceIn: (path: string, penalties: readonly Penalty[] | undefined) => Promise<FinishedRace>;
  readonly isRunning: () => boolean;
  /** What the files say now. Throws UserError. */
  readonly configuration: () => Configuration;
  readonly staged: StagedEdits<GridEdit>;
  readonly saves: GridSaves;
}

export function gridActions(parts: GridParts): GridActions {
  // One change at a time, from reading to the end of writing.
  const inTurn = createTurns();
  return {
    entries: () => parts.configuration().entries.slots,
    order: async () => (parts.staged.get() ? gridView(parts, await readList(parts)) : asItStands(parts)),
    stage: (wish, author, attempt) =>
      inTurn(() => stage(parts, { wish: typeof wish === 'string' ? { rule: wish } : wish, author, attempt })),
    move: (wanted, attempt) => inTurn(() => move(parts, wanted, attempt)),
    save: (attempt) => inTurn(() => save(parts, attempt)),
    undo: (attempt) => inTurn(() => undo(parts, attempt)),
  };
}

/** For a list that is out of reach, or not ours to change. */
export function refusedGrid(why: string): GridActions {
  const refuse = refusal(why);
  return {
    entries: refuse,
    order: async () => refuse(),
    stage: async () => refuse(),
    move: async () => refuse(),
    save: async () => refuse(),
    undo: async () => refuse(),
  };
}

interface Staging {
  readonly wish: GridWish;
  readonly author: string;
  readonly attempt: Attempt | undefined;
}

async function stage(parts: GridParts, { wish, author, attempt }: Staging): Promise<GridView> {
  attempt?.begin({ via: 'table', what: 'the staged order' });
  parts.staged.clear();
  const document = await readList(parts);
  parts.staged.put({ edit: await editFrom(parts, document, wish), author, at: parts.clock.now() });
  return gridView(parts, document);
}

async function move(parts: GridParts, wanted: GridMove, attempt?: Attempt): Promise<GridView> {
  const document = await readList(parts);
  const staged = fitting(parts, document, 'moved');
  const edit = withMove(staged.edit, readEntryList(document).slots, wanted);
  attempt?.begin({ via: 'table', what: 'the staged order' });
  parts.staged.put({ edit, author: staged.author, at: staged.at });
  return gridView(parts, document);
}

async function save(parts: GridParts, attempt: Attempt = UNASKED): Promise<GridChange> {
  const { staged, saves, clock } = parts;
  const document = await readList(parts);
  const { edit } = fitting(parts, document);
  const [before, after] = [document.toBytes(), writeGrid(document, edit)];
  const notes = whatCounts(parts.configuration().cfg);
  const backup = await write(parts, after, { madeOf: before, attempt });
  if (!after.equals(before)) saves.add({ at: clock.now(), before, after, backup });
  staged.clear();
  return changed(parts, { change: 'saved', bytes: after, notes });
}

async function undo(parts: GridParts, attempt: Attempt = UNASKED): Promise<GridChange> {
  const { staged, saves } = parts;
  const { id, before, after, backup } = saves.last() ?? nothingToUndo();
  const document = await readList(parts);
  if (!document.toBytes().equals(after)) throw new UserError(editedSince(backup));
  await write(parts, before, { madeOf: after, attempt });
  saves.remove(id);
  staged.clear();
  return changed(parts, { change: 'undone', bytes: before, notes: [] });
}

interface Changed extends Pick<GridChange, 'change'> {
  readonly bytes: Buffer;
  readonly notes: readonly Sentence[];
}

function changed({ isRunning }: GridParts, { change, bytes, notes }: Changed): GridChange {
  const places = gridPlaces(readEntryList(parseIni(bytes, FILE)).slots);
  return { change, grid: { places, notes }, fromNextStart: isRunning() };
}

async function editFrom(parts: GridParts, document: IniDocument, { rule, top, session }: GridWish): Promise<GridEdit> {
  const { slots } = readEntryList(document);
  refuse(listProblem(slots, FILE));
  const file = await raceFile(parts, session);
  const stewards = parts.penaltiesOf(file.name);
  const finished = await readNamed(parts, file, stewards?.penalties);
  refuse(raceProblem(finished, parts.configuration().cfg, file.name));
  const order = orderGrid(finished, slots, rule, top);
  if (order.finishers.length === 0) throw new UserError(nobody(file.name, order.left));
  const { order: after, setBack, absent } = withSetbacks(startersOf(slots, order), parts.setbacks());
  // An order that cannot be written must not be staged.
  writeGrid(document, { order: after, reservations: order.reservations });
  const race = {
    name: file.name,
    track: finished.track,
    layout: finished.layout,
    endedAt: endedAt(file, file.writtenAt),
  };
  const penalties = stewards && countedOf(stewards);
  return { ...order, order: after, setBack, absent, rule, top, race, penalties, basis: digestOf(document) };
}

async function raceFile({ directory, raceOf }: GridParts, session: number | undefined) {
  const results = join(directory, 'results');
  if (session !== undefined) return namedRace(results, raceOf(session));
  const newest = await newestRace(results);
  if (newest) return newest;
  throw new UserError('There is no race in the results folder yet: no file that ends in _RACE.json.');
}

/** Uses the known configuration: the file is not read again while it stays the same. */
function asItStands({ configuration, setbacks, list }: GridParts): GridView {
  try {
    const { cfg, entries } = configuration();
    return { places: gridPlaces(entries.slots), notes: dueNotes(setbacks(), cfg) };
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message.replaceAll(list, FILE)) : error;
  }
}

function gridView(parts: GridParts, document: IniDocument): GridView {
  const { staged, configuration, penaltiesOf, clock } = parts;
  const found = staged.get();
  if (!found) return asItStands(parts);
  const { slots } = readEntryList(document);
  const { edit, author, at } = found;
  const outdated = whyOutdated(parts, found, document);
  if (outdated !== undefined) return { places: gridPlaces(slots), notes: [outdated] };
  return {
    places: stagedPlaces(slots, edit),
    staged: { rule: edit.rule, results: `results/${edit.race.name}`, author, at },
    notes: notesOn(edit, { cfg: configuration().cfg, stewards: penaltiesOf(edit.race.name), now: clock.now() }),
  };
}

/** Errors name the file without its path. */
async function readNamed(
  { raceIn }: GridParts,
  { path, name }: { readonly path: string; readonly name: string },
  penalties: readonly Penalty[] | undefined,
): Promise<FinishedRace> {
  try {
    return await raceIn(path, penalties);
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message.replaceAll(path, name)) : error;
  }
}

function fitting(parts: GridParts, document: IniDocument, done: 'saved' | 'moved' = 'saved'): Staged<GridEdit> {
  const staged = parts.staged.get();
  if (!staged)
    throw new UserError(
      phrase`No grid is staged, so nothing was ${done}: use ${typed('grid finish')} or ${typed('grid reverse')} first.`,
    );
  refuse(whyOutdated(parts, staged, document));
  return staged;
}

const editedSince = (backup: string): string =>
  `${FILE} was edited after the last save, so Pitwall left it alone; the version from before that save is in the backup ${backup}.`;

const nobody = (name: string, left: readonly string[]): string =>
  left.length === 0
    ? `Nobody finished in ${name}, so there is no grid to take from it.`
    : `${FILE} has no slot for anybody who finished in ${name}: the cars are different.`;

function nothingToUndo(): never {
  throw new UserError('There is no grid save to undo.');
}

function refuse(problem: Sentence | undefined): void {
  if (problem !== undefined) throw new UserError(problem);
}
