/** A league after years: thousands of incidents, decisions, penalties, bans and sessions in one store. */
import { CHANGES, TABLES } from '../../src/app/tables.ts';
import type { Driver } from '../../src/events/driver.ts';
import { addSession } from '../../src/features/calendar/table.ts';
import { BanTable } from '../../src/features/drivers/banTable.ts';
import { type IncidentFacts, openIncidentTable } from '../../src/features/incidents/table.ts';
import { byRule } from '../../src/features/judging/bench.ts';
import { openLedger } from '../../src/features/penalties/ledger.ts';
import { ownSummary } from '../../src/features/results/ownResults.ts';
import { openStore } from '../../src/store/store.ts';
import { begun } from './race.ts';

export const SERVER = 'main';
const MANY = 5000;
/** How many there are of each. */
const DRIVERS = 1000;
const EVENING = 100;
const DAY_MS = 86_400_000;

export const driver = (number: number): Driver => ({
  carId: number % 60,
  guid: String(76561190000000000n + BigInt(number % DRIVERS)),
  name: `Driver ${number % DRIVERS}`,
});

/** Ends a minute before `now`: UTC, ms. */
export function fillStore(directory: string, now: number): void {
  const store = openStore(directory, TABLES, { changes: CHANGES });
  const incidents = openIncidentTable(store, SERVER);
  const ledger = openLedger(store, SERVER, { last: () => undefined });
  const bans = new BanTable(store, SERVER);
  const steward = byRule('Stig', 'discord:1');
  const race = begun().session;
  const own = JSON.stringify(race ? ownSummary(race) : {});
  store.transaction(() => {
    for (let index = 0; index < MANY; index += 1) {
      const run = 1 + Math.floor(index / EVENING);
      const at = now - 60_000 - (MANY - index) * (DAY_MS / EVENING);
      const place = { run, session: 1 };
      if (index % EVENING === 0) {
        addSession(store, { server: SERVER, ...place, name: 'Race', kind: 'race', track: 'imola', startedAt: at });
        store.run("UPDATE sessions SET state = 'ended', ended_at = ? WHERE run = ?", at + DAY_MS / 2, run);
        store.run(
          `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES (?, ?, 1, 'Race', 'race', ?, ?)`,
          SERVER,
          run,
          at + DAY_MS / 2,
          own,
        );
      }
      const drivers = [driver(index), driver(index * 7 + 1)];
      incidents.put({
        number: index + 1,
        firstAt: at,
        lastAt: at,
        contacts: [],
        facts: factsOf(place, at, drivers),
        seconds: { 0: [] },
      });
      const given = { ...place, driver: driver(index), type: index % 3 === 0 ? 'warning' : 'time', amount: 5 } as const;
      ledger.add(
        {
          ...given,
          cause: 'given by an admin',
          reason: 'Caused a collision.',
          source: 'steward',
          by: 'Stig',
          at,
          state: 'issued',
          incident: index + 1,
          counted: {},
        },
        { judge: steward, points: 1, incident: index + 1 },
      );
      bans.add({ guid: String(76561191000000000n + BigInt(index)), name: `Banned ${index}`, by: 'Ada', at });
    }
    for (let index = 0; index < 100_000; index += 1)
      store.run(
        `INSERT INTO audit (at, server, via, caller_id, caller, role, command, arguments, outcome)
         VALUES (?, ?, 'discord', '1', 'Ada', 'admin', 'say', '{"message":"hello"}', 'done')`,
        now - index * 1000,
        SERVER,
      );
  });
  store.close();
}

const factsOf = (
  { run, session }: { readonly run: number; readonly session: number },
  at: number,
  drivers: readonly Driver[],
): IncidentFacts => ({
  server: SERVER,
  run,
  session,
  sessionKind: 'race',
  sessionName: 'Race',
  at,
  sessionMs: 60_000,
  severity: 'medium',
  drivers: drivers.map((each) => ({ ...each, lap: 3, model: 'ks_mazda_mx5_cup', earlier: [] })),
  contacts: [{ drivers: [drivers[0] ?? driver(0), drivers[1] ?? driver(1)], at, speedKmh: 37 }],
  reports: [],
  history: [],
  impossible: {},
});
