/** Incidents of many sessions, each with a decision. */
import { openDecisions } from '../../src/features/decisions/table.ts';
import { OpenCount } from '../../src/features/incidents/openCount.ts';
import { outlinesIn } from '../../src/features/incidents/outlines.ts';
import { byRule } from '../../src/features/judging/bench.ts';
import type { Store } from '../../src/store/store.ts';

const MANY = 5000;
const PER_SESSION = 32;
const SERVER = 'main';

/** @returns how many of them are open, not counted yet */
export function fiveThousandDecided(store: Store): OpenCount {
  const facts = JSON.stringify({ drivers: [{ guid: 'a' }], history: [], notes: 'x'.repeat(2000) });
  const positions = JSON.stringify('x'.repeat(20_000));
  const decisions = openDecisions(store, SERVER);
  const steward = byRule('Stig', 'discord:1');
  store.transaction(() => {
    for (let incident = 1; incident <= MANY; incident += 1) {
      const session = Math.floor(incident / PER_SESSION);
      const { id } = store.run(
        `INSERT INTO incidents (number, server, run, session, first_at, last_at, contacts, facts)
         VALUES (?, ?, 1, ?, 0, 0, '[]', ?)`,
        incident,
        SERVER,
        session,
        facts,
      );
      store.run('INSERT INTO incident_positions VALUES (?, 0, ?)', id, positions);
      const driver = { guid: 'a', name: 'Ada', carId: 0 };
      decisions.add({ run: 1, session, incident, driver, says: 'no further action', reason: '', at: 0 }, steward);
    }
  });
  return new OpenCount({
    outlines: outlinesIn(store, SERVER),
    ledger: { decisions, isFinal: () => false },
    calendar: { keysOf: (run, session) => [{ run, session }] },
  });
}
