import { describe, expect, it, test } from 'vitest';
import type { AnyServerConfig } from '../../src/config/server.ts';
import { refusalsInWords, refusalsOf } from '../../src/live/refusals.ts';

const udp = { listen: { host: '127.0.0.1', port: 12_000 }, server: { host: '127.0.0.1', port: 11_000 } };
const managed: AnyServerConfig = { id: 'gt3', directory: '/srv/gt3' };
const orders = { start: ['a'], stop: ['b'] };
const told = (config: AnyServerConfig) => refusalsInWords(config.id, refusalsOf(config));

describe('what Pitwall refuses', () => {
  it('is nothing for a server that Pitwall manages', () => {
    expect(refusalsOf(managed)).toEqual({});
    expect(told({ ...managed, dialect: 'assettoserver' })).toEqual([]);
  });

  test.each([
    ['start', 'gt3 is managed externally; for Pitwall to start it, set START_COMMAND (in .env SERVER_START_COMMAND).'],
    ['stop', 'gt3 is managed externally; for Pitwall to stop it, set STOP_COMMAND (in .env SERVER_STOP_COMMAND).'],
    [
      'restart',
      'gt3 is managed externally; for Pitwall to restart it, set RESTART_COMMAND (in .env SERVER_RESTART_COMMAND).',
    ],
  ] as const)('includes %s without a command for it', (what, sentence) => {
    expect(refusalsOf({ ...managed, external: {} })[what]).toBe(sentence);
    expect(refusalsOf({ ...managed, external: { ...orders, restart: ['c'] } })[what]).toBeUndefined();
  });

  it('does not include a restart if there are commands to stop and start', () => {
    expect(refusalsOf({ ...managed, external: orders }).restart).toBeUndefined();
    expect(refusalsOf({ ...managed, external: { start: ['a'] } }).restart).toBeDefined();
  });

  it('includes the files of a server without SERVER_DIR', () => {
    expect(refusalsOf({ id: 'gt3', external: { logFile: '/log' }, udp })).toMatchObject({
      files: expect.stringContaining('need SERVER_DIR'),
      write: expect.stringContaining('need SERVER_DIR'),
    });
  });

  it("includes writing the server manager's files, even if they can be read", () => {
    const league = refusalsOf({ ...managed, dialect: 'acsm', external: {}, udp });
    expect(league.write).toMatch(/^That is not possible here: the server manager rewrites the files of gt3, so/);
    expect(league.files).toBeUndefined();
    expect(league.start).toContain('managed by the server manager');
  });

  it('includes writing files that any manager writes, whatever the game server', () => {
    const why = /^That is not possible here: the server manager rewrites the files of gt3, so/;
    expect(refusalsOf({ ...managed, filesBy: 'manager', external: {}, udp }).write).toMatch(why);
    expect(refusalsOf({ ...managed, dialect: 'assettoserver', filesBy: 'manager' }).write).toMatch(why);
    expect(refusalsOf({ ...managed, filesBy: 'manager' }).start).toBeUndefined();
    expect(refusalsOf({ ...managed, filesBy: 'pitwall', external: {} }).write).toBeUndefined();
    expect(told({ ...managed, filesBy: 'manager' })).toEqual([expect.stringMatching(why)]);
  });

  it('is summed up for "server info" without repeating itself', () => {
    expect(told({ id: 'gt3', external: {}, udp })).toEqual([
      'gt3 is managed externally: Pitwall can neither start nor stop it.',
      'Pitwall cannot reach the files of gt3: grid, sessions and tracker need SERVER_DIR.',
      'Pitwall cannot read the output of gt3: addresses and lobby answers need LOG_FILE (in .env SERVER_LOG_FILE).',
    ]);
  });
});
