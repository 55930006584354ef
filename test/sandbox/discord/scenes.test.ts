import { describe, expect, it } from 'vitest';
import { openPage } from '../../../sandbox/discord/page.ts';
import { openScenes, type SceneLine } from '../../../sandbox/discord/scenes.ts';
import { openLeague } from './bot.ts';
import { openConnection } from './pageClient.ts';

function source() {
  const listeners = new Set<(line: SceneLine) => void>();
  return {
    listeners,
    tell: (line: SceneLine) => {
      for (const listener of listeners) listener(line);
    },
    subscribe(listener: (line: SceneLine) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

describe('what happens behind the scenes', () => {
  it('reaches the page: the latest lines at once, the others as they come', async () => {
    const behind = source();
    const discord = await openLeague({ page: (inside) => openPage(inside, { behind }) });
    const slow = { kind: 'car', carId: 5, text: 'Slow down' } as const;
    behind.tell(slow);
    const page = await openConnection(discord);
    expect((await page.next('snapshot')).scenes).toEqual([slow]);
    behind.tell({ kind: 'server', text: 'Lap completed' });
    expect(await page.next('scene')).toEqual({ kind: 'scene', line: { kind: 'server', text: 'Lap completed' } });
    await discord.close();
    expect(behind.listeners.size).toBe(0);
  });

  it('is not there where nobody tells of it', async () => {
    const discord = await openLeague({ page: openPage });
    const page = await openConnection(discord);
    expect(await page.next('snapshot')).not.toHaveProperty('scenes');
    await discord.close();
  });

  it('does not forget what cars read because the server is talkative', () => {
    const behind = source();
    const scenes = openScenes(behind);
    behind.tell({ kind: 'car', carId: 5, text: 'Slow down' });
    for (let count = 0; count <= 200; count += 1) behind.tell({ kind: 'server', text: String(count) });
    const lines = scenes.latest();
    expect([lines.length, lines[0]?.text, lines[1]?.text, lines.at(-1)?.text]).toEqual([201, 'Slow down', '1', '200']);
  });
});
