import { describe, expect, it, test } from 'vitest';
import { shutdown as shutdownCommands } from '../../commands/shutdown.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';

const several = [fakeServer('gt3').server, fakeServer('gt4').server];
const say = (world: ReturnType<typeof worldOf>, line: string, more = {}) =>
  world.dispatcher.dispatch({ line, caller: caller('admin'), ...more });

describe('shutdown now', () => {
  it('ends Pitwall with several servers, and says what keeps running', async () => {
    const world = worldOf(shutdownCommands, several);
    expect(await say(world, 'shutdown now')).toEqual({
      kind: 'done',
      answer: { kind: 'note', text: 'Pitwall is shutting down. The game server keeps running.' },
    });
    expect(world.shutdowns).toHaveLength(1);
  });

  it('asks first if it can', async () => {
    const world = worldOf(shutdownCommands);
    const question = await say(world, 'shutdown now', { canAsk: true });
    expect(question).toMatchObject({ kind: 'confirm', text: expect.stringContaining('The game server keeps running') });
    expect(world.shutdowns).toEqual([]);
    await say(world, `confirm ${'key' in question ? question.key : ''}`);
    expect(world.shutdowns).toHaveLength(1);
  });

  test.each([
    'shutdown',
    'shutdown later',
    'shutdown now please',
    'shutdown "now',
    'shutdown now \u0000',
    'shutdownnow',
  ])('needs the exact line, but accepts an unclosed quote: %j', async (line) => {
    const world = worldOf(shutdownCommands);
    const outcome = await say(world, line);
    const isMeant = line === 'shutdown "now'; // an unclosed quote reaches to the end
    expect(outcome.kind).toBe(isMeant ? 'done' : 'failed');
    expect(world.shutdowns).toHaveLength(isMeant ? 1 : 0);
  });

  it('is only for admins', async () => {
    const world = worldOf(shutdownCommands);
    expect(await say(world, 'shutdown now', { caller: caller('steward') })).toMatchObject({ kind: 'failed' });
    expect(world.shutdowns).toEqual([]);
  });
});
