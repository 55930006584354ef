import { describe, expect, it } from 'vitest';
import { openPage } from '../../../sandbox/discord/page.ts';
import { openScenes, type SceneLine } from '../../../sandbox/discord/scenes.ts';
import { UserError } from '../../../src/kit/errors.ts';
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

describe('the view behind the scenes', () => {
  it('reaches the page: the latest lines at once, later ones as they come', async () => {
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

  it('is missing if there is no source for it', async () => {
    const discord = await openLeague({ page: openPage });
    const page = await openConnection(discord);
    expect(await page.next('snapshot')).not.toHaveProperty('scenes');
    await discord.close();
  });

  it('lets people type in a car and kill the bot', async () => {
    const said: [number, string][] = [];
    const cars = {
      drivers: [{ carId: 3, name: 'Mara Quint' }],
      onChange: () => () => {},
      async say(carId: number, text: string) {
        if (carId !== 3) throw new UserError(`There is nobody in car ${carId}.`);
        said.push([carId, text]);
      },
    };
    let kills = 0;
    const tour = {
      steps: [{ kind: 'kill', text: 'Kill it.', label: 'Kill' } as const],
      async kill() {
        kills += 1;
      },
    };
    const discord = await openLeague({ page: (inside) => openPage(inside, { cars, tour }) });
    const page = await openConnection(discord);
    expect(await page.next('snapshot')).toMatchObject({ drivers: cars.drivers, tour: tour.steps });
    page.send({ act: 'drive', nonce: '1', carId: 3, text: '!me' });
    expect(await page.next('interaction')).toMatchObject({ nonce: '1', state: 'answered' });
    page.send({ act: 'drive', nonce: '2', carId: 4, text: '!me' });
    const text = 'There is nobody in car 4.';
    expect(await page.next('interaction')).toMatchObject({ nonce: '2', state: 'refused', text });
    page.send({ act: 'drive', nonce: '3', carId: 3, text: '' });
    expect(await page.next('refused')).toMatchObject({ text: expect.stringContaining('text') });
    page.send({ act: 'kill', nonce: '4' });
    expect(await page.next('interaction')).toMatchObject({ nonce: '4', state: 'answered' });
    expect([said, kills]).toEqual([[[3, '!me']], 1]);
    await discord.close();
  });

  it('refuses acts if there are no cars and no tour', async () => {
    const discord = await openLeague({ page: openPage });
    const page = await openConnection(discord);
    page.send({ act: 'drive', nonce: '1', carId: 3, text: '!me' });
    expect(await page.next('interaction')).toMatchObject({
      state: 'refused',
      text: 'Nobody can type in the cars here',
    });
    page.send({ act: 'kill', nonce: '2' });
    expect(await page.next('interaction')).toMatchObject({ state: 'refused' });
    await discord.close();
  });

  it('keeps lines of cars however much the server prints', () => {
    const behind = source();
    const scenes = openScenes(behind);
    behind.tell({ kind: 'car', carId: 5, text: 'Slow down' });
    for (let count = 0; count <= 200; count += 1) behind.tell({ kind: 'server', text: String(count) });
    const lines = scenes.latest();
    expect([lines.length, lines[0]?.text, lines[1]?.text, lines.at(-1)?.text]).toEqual([201, 'Slow down', '1', '200']);
  });
});
