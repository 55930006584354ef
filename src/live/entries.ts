import { parseIni } from '../acserver/ini/document.ts';
import { type EntryList, readEntryList } from '../acserver/ini/entryList.ts';
import type { ProcessStatus } from '../acserver/process.ts';
import type { Configurations } from './configuration.ts';
import type { Refusals } from './refusals.ts';

/** What stood in entry_list.ini at some time, if Pitwall has written it since. */
export interface EntryListHistory {
  fileAt(at: number): Buffer | undefined;
}

export interface EntryParts {
  readonly configurations: Pick<Configurations, 'read' | 'running'>;
  readonly refusals: Refusals;
  readonly status: ProcessStatus;
  readonly history: EntryListHistory;
}

/** The entry list whose car ids the game server uses; while it is stopped, the one it will start with. */
export function runningEntries({ configurations, refusals, status, history }: EntryParts): EntryList {
  if (refusals.write !== undefined) return configurations.running().entries;
  const { state, startedAt } = status;
  if (state === 'stopped') return configurations.read().entries;
  // A save does not reach the game server that runs: what stood there before the first one is what it has read.
  const loaded = startedAt === undefined ? undefined : history.fileAt(startedAt);
  return loaded ? readEntryList(parseIni(loaded, 'entry_list.ini')) : configurations.running().entries;
}
