import { describe, expect, it } from 'vitest';
import type { createLog } from '../../src/kit/log.ts';
import { sourcesIn } from '../architecture.ts';

/** A line's own. */
const TAKEN = /[{,]\s*(?:level|time|msg)\s*[,:}]/;

/** The fields of each call, whatever type its log has. */
const calls = (text: string): readonly string[] =>
  [...text.matchAll(/\blog\??\.(?:debug|info|warn|error|fatal)\(\s*(\{[^}]*\})/gi)].map(([, fields = '']) => fields);

describe('the time, the level and the message of a line', () => {
  it('are replaced by no field', () => {
    const all = sourcesIn(['src', 'commands']).flatMap(({ text }) => calls(text));
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((fields) => TAKEN.test(fields))).toEqual([]);
  });

  it.each([
    "log.warn({ err, time: 5 }, 'x')",
    "this.#options.log.info({ msg }, 'x')",
    "log.error({\n  level,\n}, 'x')",
  ])('would be by %s', (text) => {
    expect(calls(text).filter((fields) => TAKEN.test(fields))).toHaveLength(1);
  });

  it('cannot be written as fields of the log itself', () => {
    const log: Pick<ReturnType<typeof createLog>, 'info'> = { info() {} };
    // @ts-expect-error
    log.info({ time: 5 }, 'x');
    // @ts-expect-error
    log.info({ level: 'high' }, 'x');
    // @ts-expect-error
    log.info({ msg: 'x' }, 'x');
    log.info({ name: 'Qualify', pid: 5066 }, 'x');
  });
});
