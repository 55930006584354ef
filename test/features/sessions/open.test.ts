import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSessions } from '../../../src/features/sessions/open.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { openStore } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { configurationOf } from '../../fakes/controlled.ts';
import { feedOver } from '../../fakes/feed.ts';
import { fakeLive } from '../../fakes/live.ts';

it('session settings are refused, with the reason, if a server manager writes the files', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-sessions-'));
  const store = openStore(join(directory, 'data'), [journalTables]);
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  const { live } = fakeLive({
    config: { id: 'main', directory, filesBy: 'manager' },
    configuration: configurationOf({}),
    feed: feedOver(store, new FakeClock(), 'main', 'kunos'),
    ownDirectory: join(directory, 'own'),
    take: () => {},
  });
  onTestFinished(() => live.close());
  const { configuration } = openSessions(live);
  const why = /^That is not possible here: the server manager rewrites the files of main/;
  expect(() => configuration.sessions()).toThrow(why);
  await expect(configuration.setSession('RACE', { kind: 'laps', laps: 3 })).rejects.toThrow(why);
  await expect(configuration.setTime(10, undefined)).rejects.toThrow(why);
  expect(existsSync(join(directory, 'cfg'))).toBe(false);
});
