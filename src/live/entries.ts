import { parseIni } from '../acserver/ini/document.ts';
import { type EntryList, readEntryList } from '../acserver/ini/entryList.ts';
import type { ProcessStatus } from '../acserver/process.ts';
import type { Configurations } from './configuration.ts';
import type { Refusals } from './refusals.ts';

/** The content of entry_list.ini at an earlier time, if Pitwall has written it since. */
export interface EntryListHistory {
  fileAt(at: number): Buffer | undefined;
}

export interface EntryParts {
  readonly configurations: Pick<Configurations, 'read' | 'running'>;
  readonly refusals: Refusals;
  readonly status: ProcessStatus;
  readonly history: EntryListHistory;
  /** Parses the earlier content. */
  readonly saved?: SavedEntries | undefined;
}

/** Caches the parsed content: it is asked for once per car, and stays the same until the next start. */
export class SavedEntries {
  #last: { readonly bytes: Buffer; readonly read: EntryList } | undefined;

  read(bytes: Buffer): EntryList {
    if (!this.#last?.bytes.equals(bytes))
      this.#last = { bytes, read: readEntryList(parseIni(bytes, 'entry_list.ini')) };
    return this.#last.read;
  }
}

/** The entry list whose car ids the game server uses; while it is stopped, the one it will start with. */
export function runningEntries(parts: EntryParts): EntryList {
  const { configurations, refusals, status, history, saved = new SavedEntries() } = parts;
  if (refusals.write !== undefined) return configurations.running().entries;
  const { state, startedAt } = status;
  if (state === 'stopped') return configurations.read().entries;
  // A running game server does not reload the file: it read the content from before the first save.
  const loaded = startedAt === undefined ? undefined : history.fileAt(startedAt);
  return loaded ? saved.read(loaded) : configurations.running().entries;
}
