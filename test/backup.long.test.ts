import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANGES, TABLES } from '../src/app/tables.ts';
import { openStore } from '../src/store/store.ts';
import { type Environment, installation, run } from './program.ts';

let root: string;
let data: string;
let environment: Environment;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pitwall-programs-'));
  data = join(root, 'data');
  environment = { DATA_DIR: data };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What a program prints, and how it exits. */
async function said(program: 'backup' | 'restore', ...words: string[]) {
  const { ended, output, errors } = run(program, environment, words);
  return { code: await ended, output: output(), errors: errors() };
}
const link = (guid: string): void => {
  const store = openStore(data, TABLES, { changes: CHANGES });
  store.run('INSERT INTO links (user_id, guid, at) VALUES (?, ?, 0)', guid, guid);
  store.close();
};
const linked = () => {
  const store = openStore(data, TABLES, { changes: CHANGES });
  const rows = store.all<{ guid: string }>('SELECT guid FROM links').map(({ guid }) => guid);
  store.close();
  return rows;
};

describe('npm run backup and npm run restore', () => {
  it('need only DATA_DIR, back up a running Pitwall and restore its data', async () => {
    link('1');
    const running = openStore(data, TABLES, { changes: CHANGES });
    const { code, output } = await said('backup');
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/backups.pitwall-[\dTZ-]+\.db\nThis is a full copy of pitwall\.db; back up your settings/),
    ]);
    const [name = ''] = readdirSync(join(data, 'backups'));
    const file = join(data, 'backups', name);
    expect(await said('restore', file)).toMatchObject({
      code: 75,
      errors: expect.stringContaining(`Another Pitwall is using ${data} (process ${process.pid}, started in `),
    });
    running.close();
    link('2');
    expect(await said('restore', file)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/ now holds the data from .*\. The previous data is in .*before-restore/),
    });
    expect(linked()).toEqual(['1']);
  });

  it('move a running Pitwall to another directory', async () => {
    const made = await installation();
    try {
      const file = join(root, 'move.db');
      const elsewhere = { ...made.environment, DATA_DIR: join(root, 'elsewhere') };
      const first = run('main', made.environment);
      await first.says('Pitwall is ready');
      expect(await run('backup', made.environment, [file]).ended).toBe(0);
      first.child.kill('SIGTERM');
      expect(await first.ended).toBe(0);
      expect(await run('restore', elsewhere, [file]).ended).toBe(0);
      const second = run('main', elsewhere);
      await second.says('Pitwall is ready');
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
      // If two installations share a channel, each recognises its own posts by this id.
      const installationIn = (data: string) => {
        const store = openStore(data, TABLES, { changes: CHANGES });
        const row = store.get('SELECT id FROM installation');
        store.close();
        return row;
      };
      expect(installationIn(elsewhere.DATA_DIR)).toEqual(installationIn(made.data));
    } finally {
      await made.remove();
    }
  });

  it('list the existing backups if none is named', async () => {
    link('1');
    expect(await said('restore')).toMatchObject({ code: 2, errors: expect.stringContaining('There is no backup in') });
    await said('backup');
    const [name = ''] = readdirSync(join(data, 'backups'));
    expect(await said('restore')).toMatchObject({ code: 2, errors: expect.stringContaining(name) });
  });

  it('refuse in one sentence and create nothing', async () => {
    expect(await said('backup')).toMatchObject({ code: 2, errors: expect.stringMatching(/^There is no [^\n]+\n$/) });
    expect(await said('backup', '--daily')).toMatchObject({
      code: 2,
      errors: 'Unknown option \'--daily\'. "pitwall --help" lists what there is.\n',
    });
    const bad = join(root, 'bad.db');
    writeFileSync(bad, 'garbage'.repeat(1000));
    expect(await said('restore', bad)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/bad\.db is no backup: it is no copy of a pitwall\.db\.\n$/),
    });
    expect(existsSync(join(data, 'pitwall.db'))).toBe(false);
  });
});
