/** A long race of 60 cars without a results file: its result is worked out from the laps that Pitwall saw. */
import { CHANGES, TABLES } from '../../src/app/tables.ts';
import { addSession } from '../../src/features/calendar/table.ts';
import { ownSummary } from '../../src/features/results/ownResults.ts';
import { openJournal } from '../../src/race/journal.ts';
import { fold } from '../../src/race/state.ts';
import { openStore } from '../../src/store/store.ts';
import { SERVER } from './league.ts';
import { begun, CARS, endOf, lapOf } from './race.ts';

/** With this many laps each; it becomes the newest session, in a run that is over. */
export function fillRace(directory: string, laps: number): void {
  const store = openStore(directory, TABLES, { changes: CHANGES });
  const journal = openJournal(store, SERVER);
  store.transaction(() => {
    const run = 1 + (store.get<{ run: number }>('SELECT max(run) AS run FROM sessions')?.run ?? 0);
    journal.followRun(run);
    let state = begun();
    for (let lap = 1; lap <= laps; lap += 1)
      for (let carId = 0; carId < CARS; carId += 1) {
        const event = lapOf(carId, lap);
        journal.append({ ...event, run });
        state = fold(state, event);
      }
    const { at } = endOf(state);
    const of = { server: SERVER, run, session: 1, name: 'A day', kind: 'race' } as const;
    addSession(store, { ...of, track: 'ks_nurburgring', startedAt: at - 86_400_000 });
    store.run("UPDATE sessions SET state = 'ended', ended_at = ? WHERE run = ?", at, run);
    store.run(
      `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES (?, ?, 1, ?, ?, ?, ?)`,
      SERVER,
      run,
      of.name,
      of.kind,
      at,
      JSON.stringify(state.session ? ownSummary(state.session) : {}),
    );
    journal.followRun(run + 1);
  });
  store.close();
}
