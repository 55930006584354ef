import type {
  ConfigurationActions,
  ConfigurationChange,
  SettableSession,
} from '../../src/features/sessions/configuration.ts';

/** Two sessions, one of them switched off; every edit succeeds and is recorded. */
export function fakeConfiguration(): ConfigurationActions & { readonly edits: unknown[][] } {
  const edits: unknown[][] = [];
  const sessions: readonly SettableSession[] = [
    { section: 'RACE', name: 'Grand Final', minutes: 0, laps: 12, enabled: true },
    { section: 'QUALIFY', name: 'Qualify', minutes: 10, laps: 0, enabled: false },
  ];
  const done = (edit: ConfigurationChange['edit']): ConfigurationChange => ({
    section: 'RACE',
    edit,
    changes: [{ section: 'RACE', key: 'LAPS', before: '5', after: '12' }],
    fromNextStart: true,
  });
  return {
    edits,
    sessions: () => sessions,
    async setSession(session, edit) {
      edits.push([session, edit]);
      return done(edit);
    },
    async setTime(minutes, session) {
      edits.push([minutes, session]);
      return done({ kind: 'minutes', minutes });
    },
  };
}
