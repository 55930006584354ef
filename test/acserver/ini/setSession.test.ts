import { describe, expect, it } from 'vitest';
import type { IniDocument } from '../../../src/acserver/ini/document.ts';
import { readServerCfg } from '../../../src/acserver/ini/serverCfg.ts';
import { sessionProblem, setSession } from '../../../src/acserver/ini/setSession.ts';
import { bytesOf, fixture, ini, textOf } from './fixtures.ts';

const STOCK = 'server_cfg.stock-manager.ini';
const CONTENT_MANAGER = 'server_cfg.content-manager-dialect.ini';

const enable = { kind: 'enable' } as const;
const disable = { kind: 'disable' } as const;
const laps = (count: number) => ({ kind: 'laps', laps: count }) as const;
const minutes = (count: number) => ({ kind: 'minutes', minutes: count }) as const;

/** Lines of the fixture that differ after the edit, as `- old` and `+ new`. */
function diff(name: string, document: IniDocument): string[] {
  const [before, after] = [bytesOf(name).toString().split('\n'), textOf(document).split('\n')];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}

describe('switching a session off and on', () => {
  it('stores its values under Content Manager’s name', () => {
    const document = fixture(STOCK);
    expect(setSession(document, 'QUALIFY', disable)).toEqual([
      { section: 'QUALIFY', key: undefined, before: '[QUALIFY]', after: '[__CM_QUALIFY_OFF]' },
    ]);
    expect(diff(STOCK, document)).toEqual(['- [QUALIFY]', '+ [__CM_QUALIFY_OFF]']);
    expect(readServerCfg(document).sessions.map(({ section }) => section)).toEqual(['PRACTICE', 'RACE']);
  });

  it('restores the very same file', () => {
    const document = fixture(CONTENT_MANAGER);
    setSession(document, 'practice', disable);
    setSession(document, 'practice', enable);
    expect(textOf(document)).toBe(bytesOf(CONTENT_MANAGER).toString());
  });

  it('writes the usual values for a session new to the file', () => {
    const document = ini('[SERVER]\nTRACK=a\nUDP_PORT=1\nTCP_PORT=1\nHTTP_PORT=2\n\n[PRACTICE]\nIS_OPEN=1\n');
    const changes = setSession(document, 'Race', enable);
    expect(textOf(document)).toMatch(/\n\n\[RACE\]\nNAME=Race\nLAPS=10\nWAIT_TIME=60\nIS_OPEN=1\n$/);
    expect(changes).toHaveLength(5);
    expect(changes[2]).toEqual({ section: 'RACE', key: 'LAPS', before: undefined, after: '10' });
    setSession(document, 'QUALIFICATION', enable);
    expect(textOf(document)).toMatch(/\[QUALIFY\]\nNAME=Qualify\nTIME=10\nIS_OPEN=1\n$/);
  });

  it('changes nothing if it is already so', () => {
    const document = fixture(STOCK);
    expect(setSession(document, 'RACE', enable)).toEqual([]);
    expect(setSession(document, 'BOOK', disable)).toEqual([]);
    expect(textOf(document)).toBe(bytesOf(STOCK).toString());
  });

  it('replaces older stored values with the current ones', () => {
    const document = ini(`${textOf(fixture(STOCK))}\n[__CM_RACE_OFF]\nLAPS=99\n`);
    setSession(document, 'RACE', disable);
    expect(readServerCfg(document).disabledSessions).toMatchObject([{ section: 'RACE', laps: 5 }]);
    expect(textOf(document)).not.toContain('99');
  });
});

describe('setting laps and minutes', () => {
  it('sets the laps of a race and leaves its time at 0', () => {
    const document = fixture(CONTENT_MANAGER);
    expect(setSession(document, 'RACE', laps(12))).toEqual([
      { section: 'RACE', key: 'LAPS', before: '5', after: '12' },
    ]);
    expect(diff(CONTENT_MANAGER, document)).toEqual(['- LAPS=5', '+ LAPS=12']);
  });

  it('makes a race timed, and back', () => {
    const document = fixture(CONTENT_MANAGER);
    expect(setSession(document, 'RACE', minutes(45))).toEqual([
      { section: 'RACE', key: 'LAPS', before: '5', after: '0' },
      { section: 'RACE', key: 'TIME', before: '0', after: '45' },
    ]);
    setSession(document, 'RACE', laps(5));
    expect(textOf(document)).toBe(bytesOf(CONTENT_MANAGER).toString());
  });

  it('finds a session by the name shown to drivers', () => {
    const document = fixture(STOCK);
    document.set('QUALIFY', 'NAME', 'Hot laps');
    setSession(document, 'hot LAPS', minutes(20));
    expect(document.get('QUALIFY', 'TIME')).toBe('20');
  });

  it('writes into a section called QUALIFICATION', () => {
    const document = ini(textOf(fixture(STOCK)).replace('[QUALIFY]', '[QUALIFICATION]'));
    setSession(document, 'qualify', minutes(7));
    expect(document.get('QUALIFICATION', 'TIME')).toBe('7');
    expect(document.has('QUALIFY')).toBe(false);
  });
});

describe('changing a session refuses', () => {
  const refused = (session: string, edit: Parameters<typeof setSession>[2], document = fixture(STOCK)) => {
    const before = textOf(document);
    expect(() => setSession(document, session, edit)).toThrow(expect.objectContaining({ name: 'UserError' }));
    expect(textOf(document)).toBe(before);
    return expect(() => setSession(document, session, edit));
  };
  const stockWith = (changes: Record<string, string>) => {
    const document = fixture(STOCK);
    for (const [key, value] of Object.entries(changes)) document.set('SERVER', key, value);
    return document;
  };

  it('an unknown name, and lists the sessions', () => {
    refused('warmup', disable).toThrow(
      `No session is called "warmup" in ${STOCK}. Its sessions: PRACTICE ("Practice"), QUALIFY ("Qualify"), RACE ("Race").`,
    );
  });

  it('a name of two sessions, and asks which one is meant', () => {
    const document = fixture(STOCK);
    document.set('PRACTICE', 'NAME', 'Warm up');
    document.set('QUALIFY', 'NAME', 'Warm Up');
    refused('warm up', disable, document).toThrow(/"warm up" is the name of 2 sessions/);
  });

  it('laps for any session but RACE', () =>
    refused('PRACTICE', laps(3)).toThrow(/Laps can only be set for RACE; PRACTICE is timed/));

  it.each([0, -4, 1.5, Number.NaN, 65536])('%d laps or minutes', (count) => {
    refused('RACE', laps(count)).toThrow(/a whole number from 1 to 65535/);
    refused('PRACTICE', minutes(count)).toThrow(/a whole number from 1 to 65535/);
  });

  it('a disabled session', () => {
    refused('BOOK', minutes(5), fixture(CONTENT_MANAGER)).toThrow(/BOOK is disabled in .*\. Enable it first\./);
  });

  it('a missing section, and says that enabling adds it', () => {
    const document = fixture(STOCK);
    document.removeSection('RACE');
    refused('RACE', laps(5), document).toThrow(/ has no \[RACE\]\. Enabling RACE adds one\.$/);
    setSession(document, 'RACE', { kind: 'enable' });
    expect(setSession(document, 'RACE', laps(5))).toMatchObject([{ section: 'RACE', key: 'LAPS', after: '5' }]);
  });

  it('to disable the last session', () => {
    const document = fixture(STOCK);
    setSession(document, 'PRACTICE', disable);
    setSession(document, 'QUALIFY', disable);
    refused('RACE', disable, document).toThrow(/With no session enabled/);
  });

  it('a closed session as the first, where acServer may loop', () => {
    const document = fixture(STOCK);
    document.set('QUALIFY', 'IS_OPEN', '0');
    refused('PRACTICE', disable, document).toThrow(/With QUALIFY \(IS_OPEN=0\) as the first session acServer may loop/);
  });

  it('a booking in pickup mode, but not without it', () => {
    refused('BOOK', enable).toThrow(/PICKUP_MODE_ENABLED=0/);
    expect(setSession(stockWith({ PICKUP_MODE_ENABLED: '0' }), 'BOOK', enable)).toHaveLength(4);
  });

  it('a race that would crash acServer before its second start', () => {
    const crashing = { PICKUP_MODE_ENABLED: '0', LOCKED_ENTRY_LIST: '1', REVERSED_GRID_RACE_POSITIONS: '-1' };
    const document = stockWith(crashing);
    document.renameSection('RACE', '__CM_RACE_OFF');
    refused('RACE', enable, document).toThrow(/acServer crashes before the second race/);
    expect(sessionProblem(readServerCfg(stockWith({ ...crashing, LOCKED_ENTRY_LIST: '0' })))).toBeUndefined();
  });

  it('nothing because of a problem that existed before', () => {
    const document = fixture(STOCK);
    document.set('PRACTICE', 'IS_OPEN', '0');
    expect(setSession(document, 'RACE', laps(7))).toHaveLength(1);
  });
});
