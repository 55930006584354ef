import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { readEntryList } from '../../../src/acserver/ini/entryList.ts';
import { openGrid, openList, refusal } from './rig.ts';

const namesOf = (text: string): string[] =>
  readEntryList(parseIni(Buffer.from(text), 'entry_list.ini')).slots.map(({ driverName }) => driverName);

describe('undoing', () => {
  it('restores the exact bytes from before each save, one save at a time', async () => {
    const { grid, text } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    const once = text();
    await grid.stage('reverse', 'Ada');
    await grid.save();
    expect(namesOf(text()).slice(0, 6)).toEqual(namesOf(once).slice(0, 6).reverse());
    expect((await grid.undo()).change).toBe('undone');
    expect(text()).toBe(once);
    await grid.undo();
    expect(text()).toBe(openList());
    expect(await refusal(grid.undo())).toBe('There is no grid save to undo.');
  });

  it('drops an order staged since the save, which was made for the other file', async () => {
    const { grid, path } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    await grid.stage('reverse', 'Ada');
    await grid.undo();
    expect((await grid.order()).staged).toBeUndefined();
    expect(await refusal(grid.save())).toMatch(/^No grid is staged/);
    expect(readFileSync(path, 'utf8')).toBe(openList());
  });

  it('restores invalid UTF-8, a BOM and CRLF', async () => {
    const list = Buffer.concat([
      Buffer.from('\ufeff'),
      Buffer.from(openList().replaceAll('\n', '\r\n')),
      Buffer.from([0x3b, 0xfc]),
    ]);
    const { grid, path, write } = openGrid();
    write('cfg/entry_list.ini', list);
    await grid.stage('finish', 'Ada');
    await grid.save();
    await grid.undo();
    expect(readFileSync(path).equals(list)).toBe(true);
  });

  it('is refused if the file was edited since, and names the backup', async () => {
    const { grid, text, write, backup } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    const edited = `${text()}; edited\n`;
    write('cfg/entry_list.ini', edited);
    expect(await refusal(grid.undo())).toBe(
      'entry_list.ini was edited after the last save, so Pitwall left it alone; the version from before that save is in the backup entry_list.ini.pitwall-1.',
    );
    expect(text()).toBe(edited);
    expect(backup('entry_list.ini.pitwall-1')).toBe(openList());
  });
});

describe('the entry list a running server has read', () => {
  it('is the file from before the first save since its start', async () => {
    const { grid, clock, saves } = openGrid();
    const startedAt = clock.now();
    clock.advance(1000);
    expect(saves().fileAt(startedAt)).toBeUndefined();
    for (const rule of ['finish', 'reverse'] as const) {
      await grid.stage(rule, 'Ada');
      await grid.save();
      clock.advance(1000);
    }
    expect(saves().fileAt(startedAt)?.toString()).toBe(openList());
    expect(saves().fileAt(clock.now())).toBeUndefined();
  });

  it('is known for the last twenty saves', () => {
    const { saves } = openGrid();
    for (let at = 1; at <= 25; at++) saves().add({ at, before: Buffer.of(at), after: Buffer.of(at + 1), backup: '' });
    expect(saves().fileAt(0)).toEqual(Buffer.of(6));
    expect(saves().last()).toMatchObject({ at: 25, after: Buffer.of(26) });
  });

  it('is not used by "server entries", which shows the file', async () => {
    const { grid, run } = openGrid();
    run(true);
    await grid.stage('finish', 'Ada');
    await grid.save();
    expect(grid.entries()[0]).toMatchObject({ carId: 0, driverName: 'carlarosacar' });
  });
});
