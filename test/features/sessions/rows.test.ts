import { describe, expect, it } from 'vitest';
import type { ConfiguredSession } from '../../../src/acserver/ini/sessions.ts';
import type { SessionFacts } from '../../../src/events/events.ts';
import { sessionRows } from '../../../src/features/sessions/rows.ts';
import { english } from '../../../src/texts/english/index.ts';

const configured = (section: 'PRACTICE' | 'QUALIFY' | 'RACE', minutes: number, laps = 0): ConfiguredSession =>
  ({ section, name: section.toLowerCase(), minutes, laps, isOpen: 1 }) as ConfiguredSession;
const running: SessionFacts = {
  index: 1,
  kind: 'race',
  name: 'race',
  minutes: 10,
  laps: 0,
  track: 'magione',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
};
const practice = configured('PRACTICE', 20);

describe('the list of sessions', () => {
  it('shows sessions as they run, with what changes at the next start', () => {
    const rows = sessionRows({
      started: [practice, configured('RACE', 10)],
      configured: [configured('PRACTICE', 30), configured('RACE', 0, 12)],
      session: running,
    });
    expect(rows).toEqual([
      { kind: 'practice', name: 'practice', minutes: 20, laps: 0, active: false, next: { minutes: 30, laps: 0 } },
      { kind: 'race', name: 'race', minutes: 10, laps: 0, active: true, next: { minutes: 0, laps: 12 } },
    ]);
    expect(rows.map(english.sessionNext)).toEqual(['30 min from the next start', '12 laps from the next start']);
  });

  it('shows the current session as it runs if the settings at the start are unknown', () => {
    expect(sessionRows({ configured: [practice, configured('RACE', 0, 12)], session: running })).toEqual([
      { kind: 'practice', name: 'practice', minutes: 20, laps: 0, active: false },
      { kind: 'race', name: 'race', minutes: 10, laps: 0, active: true, next: { minutes: 0, laps: 12 } },
    ]);
    expect(sessionRows({ configured: [practice], session: running })[1]).toMatchObject({ active: true, next: 'off' });
  });

  it('shows which sessions were switched on or off since the start', () => {
    const rows = sessionRows({
      started: [practice, configured('RACE', 10)],
      configured: [practice, configured('QUALIFY', 15)],
      session: running,
    });
    expect(rows.map(({ kind, active, next }) => [kind, active, next])).toEqual([
      ['practice', false, undefined],
      ['race', true, 'off'],
      ['qualify', false, 'on'],
    ]);
    expect(rows.map(english.sessionNext)).toEqual([
      '',
      'switched off from the next start',
      'switched on from the next start',
    ]);
  });

  it('comes from the file while nothing runs, with laps taking precedence over minutes', () => {
    expect(sessionRows({ configured: [configured('RACE', 30, 5)] })).toEqual([
      { kind: 'race', name: 'race', minutes: 0, laps: 5, active: false },
    ]);
  });
});
