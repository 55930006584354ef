import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { takeForHub } from '../../../src/app/hub/take.ts';
import { openOwnStore } from '../../../src/app/tables.ts';
import { openLinks } from '../../../src/features/links/links.ts';
import { openJournal } from '../../../src/race/journal.ts';
import { backUp } from '../../../src/store/backup.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

/** Tables that only an edge has. A table in neither list is new: add it to the list of the end that has it. */
const LEDGERS = [
  'appeal_terms',
  'appealed_decisions',
  'appeals',
  'audit',
  'bans',
  'carried_over',
  'chequered_flags',
  'cursors',
  'decision_lists',
  'decisions',
  'documents',
  'ended_sessions',
  'extra_info_opt_ins',
  'fleet_commands',
  'fleet_edges',
  'fleet_out',
  'fleet_segments',
  'fleet_state',
  'greetings',
  'grid_saves',
  'incident_drivers',
  'incident_positions',
  'incidents',
  'incidents_to_tell',
  'league_events',
  'loads',
  'loads_sent',
  'lobby_registrations',
  'notices',
  'penalties',
  'penalty_changes',
  'processes',
  'proposals',
  'proposed_numbers',
  'sessions',
  'staged_edits',
  'track_corners',
  'track_lines',
];
const TAKEN = [
  'discord_commands',
  'discord_replies',
  'discord_setup',
  'doctor_notes',
  'driven_laps',
  'events',
  'former_links',
  'installation',
  'links',
  'migrations',
  'outbox',
  'outbox_files',
  'outbox_messages',
  'outbox_moved',
  'runs',
  'snapshots',
];

const EVERYTHING = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

let alone: string;
let hub: string;
beforeEach(() => {
  alone = temporaryDirectory('alone');
  hub = temporaryDirectory('hub');
  const store = openOwnStore(alone);
  const clock = new FakeClock();
  const journal = openJournal(store, 'spa');
  for (let run = 1; run <= 2; run += 1) {
    journal.beginRun();
    journal.append({ type: 'serverHeard', at: clock.now(), server: 'spa', run, session: 0 });
  }
  const links = openLinks(store, clock);
  const code = links.begin({ guid: '76561198000000001', name: 'Mara' });
  links.redeem(code, '4711');
  store.run("INSERT INTO outbox_messages (channel, key, message_id, used_at) VALUES ('1', 'penalty/17/spa', '99', 0)");
  store.run("INSERT INTO outbox (channel, lane, body, created_at) VALUES ('1', 0, '{}', 0)");
  store.run("INSERT INTO bans (server, guid, at, by) VALUES ('spa', '76561198000000002', 0, 'Otto')");
  store.run("INSERT INTO fleet_state (name, value) VALUES ('hub', 'x')");
  store.close();
});

const takeFrom = (from: string): void => takeForHub(from, hub);

describe('a new hub', () => {
  test('takes links, cards, queued posts and the current run, but no ledger tables', () => {
    takeFrom(alone);
    const store = openOwnStore(hub);
    expect(store.all('SELECT user_id, guid FROM links')).toEqual([{ user_id: '4711', guid: '76561198000000001' }]);
    expect(store.all('SELECT key, message_id FROM outbox_messages')).toEqual([
      { key: 'penalty/17/spa', message_id: '99' },
    ]);
    expect(store.all('SELECT state FROM outbox')).toEqual([{ state: 'queued' }]);
    expect(openJournal(store, 'spa').run()).toBe(2);
    expect(store.all('SELECT run FROM events')).toEqual([{ run: 2 }]);
    expect([...store.all('SELECT * FROM bans'), ...store.all('SELECT * FROM fleet_state')]).toEqual([]);
    store.close();
    expect(readdirSync(hub).filter((name) => /taking|backups/.test(name))).toEqual([]);
  });

  test('takes the same from a backup and leaves the original store untouched', () => {
    takeFrom(backUp(alone, 0));
    const [taken, kept] = [openOwnStore(hub), openOwnStore(alone)];
    expect(taken.all('SELECT user_id FROM links')).toHaveLength(1);
    expect(kept.all('SELECT * FROM bans')).toHaveLength(1);
    expect(kept.all('SELECT * FROM events')).toHaveLength(2);
    taken.close();
    kept.close();
  });

  test('takes a store written by an older Pitwall without making a backup of it', () => {
    const old = join(temporaryDirectory('old'), 'pitwall.db');
    copyFileSync(join('test', 'fixtures', 'stores', '0.1.0', 'pitwall.db'), old);
    takeFrom(old);
    expect(existsSync(join(hub, 'backups'))).toBe(false);
    openOwnStore(hub).close();
  });
});

describe('refuses to take, and changes nothing:', () => {
  test('into an existing store', () => {
    openOwnStore(hub).close();
    expect(() => takeFrom(alone)).toThrow(
      /pitwall\.db is there already: this takes nothing into a store that is in use/,
    );
  });

  test('from a store in use by another Pitwall', () => {
    const running = openOwnStore(alone);
    expect(() => takeFrom(alone)).toThrow(/^Another Pitwall is using /);
    expect(() => takeFrom(join(alone, 'pitwall.db'))).toThrow(/^Another Pitwall is using /);
    running.close();
  });

  test('from a store of a newer version', () => {
    const newer = openOwnStore(alone);
    newer.run("UPDATE migrations SET step = 99 WHERE room = 'outbox'");
    newer.close();
    expect(() => takeFrom(alone)).toThrow(/newer Pitwall/);
  });

  test.each([
    ['from a path that does not exist', 'nowhere', /^There is no nowhere: name a backup, or the DATA_DIR/],
    ['from a folder without a store', 'src', /^There is no src.pitwall\.db: src is no DATA_DIR of a Pitwall/],
    ['from a file that is not a store', 'package.json', /package\.json/],
  ])('%s', (_, from, sentence) => {
    expect(() => takeFrom(from)).toThrow(sentence);
  });
});

test('every table is known as one that a hub takes, or one it leaves out', () => {
  const store = openOwnStore(hub);
  expect(store.all<{ name: string }>(EVERYTHING).map(({ name }) => name)).toEqual([...LEDGERS, ...TAKEN].sort());
  store.close();
});
