/** Converts what version 0.1.0 stored into decisions: verdicts, penalties, and later changes to penalties. */
import { randomUUID } from 'node:crypto';
import type { Decision } from '../../events/decision.ts';
import type { Penalty, PenaltyChange } from '../../events/penalty.ts';
import { sourceId, unsaidId } from '../../events/standing.ts';
import type { StoreChange } from '../../store/migrations.ts';
import type { Rows } from '../../store/rows.ts';
import { writeDecision } from './row.ts';

export const fromVerdicts: StoreChange = {
  room: 'decisions',
  number: 2,
  step(rows) {
    const penalties = rows
      .all<PenaltyRow>('SELECT number, penalty FROM penalties ORDER BY number')
      .flatMap(({ penalty }) => parsed<Penalty>(penalty));
    for (const penalty of penalties) writeDecision(rows, givenBy(penalty, penalties));
    const first = lastNumber(rows) + 1;
    const later = [...noActions(rows), ...said(rows, penalties)].sort((a, b) => a.at - b.at);
    for (const [index, decision] of later.entries()) writeDecision(rows, { ...decision, number: first + index });
    reserve(rows, first + later.length - 1);
    rows.run('DROP TABLE verdicts');
  },
};

interface PenaltyRow {
  readonly number: number;
  readonly penalty: string;
}

type Unnumbered = Omit<Decision, 'number'>;

function givenBy(penalty: Penalty, all: readonly Penalty[]): Decision {
  const { number, type, amount, convertedFrom, reason, reasonText, laps, source } = penalty;
  return {
    ...placeOf(penalty, all),
    ...stamp(penalty),
    number,
    says: type,
    amount: amount || undefined,
    laps,
    reason,
    reasonText,
    byId: sourceId(source),
    converts: convertedFrom,
    penalty: number,
  };
}

function placeOf(
  penalty: Penalty,
  all: readonly Penalty[],
): Pick<Decision, 'server' | 'run' | 'session' | 'incident' | 'driver'> {
  const { server, run, session, driver, convertedFrom } = penalty;
  const before = convertedFrom === undefined ? undefined : all.find(({ number }) => number === convertedFrom);
  return { server, run, session, incident: (before ?? penalty).incident, driver };
}

const stamp = ({ by, at }: { readonly by: string; readonly at: number }) => ({ id: randomUUID(), rules: '', by, at });

/** Verdicts that led to no penalty. */
function noActions(rows: Rows): Unnumbered[] {
  const found = rows.all<VerdictRow>(
    `SELECT verdicts.*, server, run, session, facts FROM verdicts JOIN incidents ON number = incident
     WHERE penalty IS NULL`,
  );
  return found.flatMap((row) => {
    const [facts] = parsed<{ readonly drivers: readonly Decision['driver'][] }>(row.facts);
    const driver = facts?.drivers.find(({ guid }) => guid === row.guid);
    if (!driver) return [];
    const { server, run, session, incident, reason } = row;
    const { carId, guid, name } = driver;
    return [
      {
        ...stamp(row),
        server,
        run,
        session,
        incident,
        driver: { carId, guid, name },
        says: 'no further action' as const,
        reason,
        byId: '',
      },
    ];
  });
}

interface VerdictRow {
  readonly incident: number;
  readonly guid: string;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly facts: string;
}

/** What people later decided about penalties. Lap counts and drivers leaving are not decisions. */
function said(rows: Rows, penalties: readonly Penalty[]): Unnumbered[] {
  return penalties.flatMap((penalty) => {
    const { number, type } = penalty;
    const changes = rows
      .all<{ change: string }>('SELECT change FROM penalty_changes WHERE number = ? ORDER BY id', number)
      .flatMap(({ change }) => parsed<PenaltyChange>(change));
    return changes.flatMap((change, index): Unnumbered[] => {
      const { state, reason, reasonText, by } = change;
      const isNew = index > 0 && changes[index - 1]?.state !== state;
      const isSaid =
        state === 'withdrawn' || (type === 'drive-through' && (state === 'served' || state === 'not served'));
      if (!isNew || !isSaid || followsAnother(penalty, change)) return [];
      return [
        {
          ...placeOf(penalty, penalties),
          ...stamp(change),
          says: state,
          reason,
          reasonText,
          byId: by === 'Automatic' ? unsaidId(penalty.source) : '',
          replaces: state === 'withdrawn' ? number : undefined,
          penalty: number,
        },
      ];
    });
  });
}

/** Withdrawn because the penalty it was converted from was served or withdrawn: nobody decided that separately. */
const followsAnother = ({ convertedFrom }: Penalty, { state, reason }: PenaltyChange): boolean =>
  convertedFrom !== undefined && state === 'withdrawn' && /^P-\d+ was (?:served|withdrawn)$/.test(reason);

/** Penalties used to have their own numbers: none of those is used again. */
function lastNumber(rows: Rows): number {
  const numbers = rows.all<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name IN ('decisions', 'penalties')");
  return Math.max(0, ...numbers.map(({ seq }) => seq));
}

function reserve(rows: Rows, number: number): void {
  const { changes } = rows.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'decisions'", number);
  if (changes === 0 && number > 0) rows.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('decisions', ?)", number);
}

/** Leaves out an unreadable row, so that the others are still converted. */
function parsed<Value>(json: string): Value[] {
  try {
    return [JSON.parse(json) as Value];
  } catch {
    return [];
  }
}
