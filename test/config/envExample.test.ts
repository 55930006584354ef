import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { REQUIRED, readConfig, VARIABLES } from '../../src/config/environment.ts';

const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

/** Every setting with the line above it. */
const settings = [...text.matchAll(/^(.*)\n([A-Z_]+)=(.*)$/gm)].map(([, comment = '', name = '', value = '']) => ({
  comment,
  name,
  value,
}));

const required = {
  DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
  DISCORD_GUILD_ID: '223456789012345678',
  DISCORD_CHANNEL_ID: '323456789012345678',
  SERVER_DIR: '/srv/assetto',
};

describe('.env.example', () => {
  it('lists every setting in the order it is read', () => {
    expect(settings.map(({ name }) => name)).toEqual(VARIABLES);
    expect(Object.keys(parseEnv(text)).sort()).toEqual([...VARIABLES].sort());
  });

  it('explains each setting in one comment and leaves it empty', () => {
    for (const { comment, value } of settings) {
      expect(comment).toMatch(/^# [A-Z].*[.a-z"]$/);
      expect(value).toBe('');
    }
  });

  it('marks the required settings', () => {
    const marked = settings.filter(({ comment }) => comment.startsWith('# Required. ')).map(({ name }) => name);
    expect(marked).toEqual(REQUIRED);
  });

  it('states the real defaults', () => {
    const stated = settings.flatMap(({ comment, name }) => {
      const [, value] = /Default: (\S+)\.$/.exec(comment) ?? [];
      return value === undefined ? [] : [[name, value] as const];
    });
    expect(stated).toHaveLength(13);
    const plain = { ...required, WEBSOCKET_PORT: '8765' };
    expect(readConfig({ ...plain, ...Object.fromEntries(stated) })).toEqual(readConfig(plain));
  });

  it('points to the demo if nothing is filled in', () => {
    expect(() => readConfig(parseEnv(text))).toThrow('npm run demo');
  });
});
