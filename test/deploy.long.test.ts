import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, installation, run } from './program.ts';

let made: Installation;
beforeAll(async () => {
  made = await installation();
});
afterAll(() => made.remove());

describe('npm run deploy', () => {
  it('registers the slash commands and can be repeated', async () => {
    expect(made.discord.person('Ada').commands()).toEqual([]);
    for (const time of ['first', 'second']) {
      const program = run('deploy', made.environment);
      expect(await program.ended, time).toBe(0);
      const names = made.discord.world.commands().map(({ name }) => name);
      expect(names).toContain('server');
      expect(program.output()).toBe(`Registered ${names.length} commands for Sunday Sprint League.\n`);
      expect(program.errors()).toBe('');
    }
  });

  it('reports a rejected token in one sentence', async () => {
    const program = run('deploy', { ...made.environment, DISCORD_TOKEN: 'bm9ib2R5.c2FuZGJveA.wrong' });
    expect(await program.ended).toBe(2);
    expect(program.output()).toBe('');
    expect(program.errors()).toMatch(/^Discord does not accept DISCORD_TOKEN; [^\n]+\n$/);
  });

  it('reports a missing configuration in one sentence', async () => {
    const program = run('deploy', {});
    expect(await program.ended).toBe(2);
    expect(program.errors()).toMatch(/^Pitwall is not configured yet: [^\n]+\n$/);
  });
});
