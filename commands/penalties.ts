import { type Answer, note } from '../src/command/answer.ts';
import { atLeast, type Caller } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { decisionIfAny, seen } from '../src/command/decisions.ts';
import { driverOfLateOrGuid } from '../src/command/driver.ts';
import { gridTargetIfAny } from '../src/command/gridTarget.ts';
import { integerIfAny, penaltyNumber, sessionIfAny } from '../src/command/numbers.ts';
import { PENALTY_TYPES } from '../src/command/outcomes.ts';
import { choice, optional, type Param, sentence } from '../src/command/param.ts';
import { POINTS_ABOUT, pointsIfAny } from '../src/command/points.ts';
import type { Official } from '../src/features/judging/bench.ts';
import type { PenaltyAnswer, Pressed } from '../src/features/penalties/actions.ts';
import { UserError } from '../src/kit/errors.ts';
import { penaltyName } from '../src/texts/names.ts';
import { officialBy } from './ordered.ts';
import { EFFECTS_OF } from './penaltyEffects.ts';
import { partRefused } from './penaltyFields.ts';
import { penaltyForm } from './penaltyForm.ts';
import { seenBy } from './seenBy.ts';

const number = penaltyNumber('The penalty, such as P-17');
const session = sessionIfAny('Session it counts for, such as S-12 (current one if left out)');
const points = pointsIfAny(POINTS_ABOUT);
const reason = optional(sentence('Reason (the driver will read this)'));
const before = optional(penaltyNumber('Only those older than this one, such as P-17'));
const replaces = decisionIfAny('The decision it replaces, such as D-18');

/** An optional driver before the number of a penalty, which cannot be a name. */
const beforeNumber = <T>(param: Param<T>): Param<T | undefined> & { readonly optional: true } => ({
  ...param,
  optional: true,
  read: (cursor, name, reading) =>
    /^(?:p-[a-z]?\d{1,9}|)$/i.test(cursor.words()[0] ?? '') ? undefined : param.read(cursor, name, reading),
});

export const penalties: readonly Command[] = [
  command({
    name: 'penalty give',
    about: 'Give a driver a penalty',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ({ type }) => EFFECTS_OF[type],
    params: {
      driver: driverOfLateOrGuid('Driver name, car ID or GUID'),
      type: choice('What', PENALTY_TYPES),
      amount: integerIfAny('Seconds, kilograms, percent or places', { min: 1, max: 5000 }),
      laps: integerIfAny('Race laps until it clears, or to serve it within', { min: 1, max: 200 }),
      session,
      grid: gridTargetIfAny('For grid places: next-race (default), next-event, or race:NAME'),
      points,
      reason,
    },
    whyNot: (name, { type }) => partRefused(name, type),
    input: (given, context) => penaltyForm(given, context),
    confirm: ({ driver: accused, reason: _, ...order }, { server }) => server.penalties.questionBefore(accused, order),
    run: async ({ driver: accused, reason, ...order }, { server, caller, attempt }) =>
      answer(await server.penalties.give(accused, order, by(caller, reason), attempt)),
  }),
  command({
    name: 'penalty clear',
    about: 'Withdraw a penalty',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['decides about a driver'],
    params: { number, seen, replaces, reason },
    input: (args) => reasonForm(args),
    run: ({ number, reason, ...saw }, { server, caller, attempt }) =>
      answer(server.penalties.clear(number, pressed(caller, reason, saw), attempt)),
  }),
  command({
    name: 'penalty served',
    about: 'Mark a drive-through or stop-and-go as served',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['decides about a driver'],
    params: { number, seen, replaces, reason },
    input: (args) => reasonForm(args),
    run: ({ number, reason, ...saw }, { server, caller, attempt }) =>
      answer(server.penalties.served(number, pressed(caller, reason, saw), attempt)),
  }),
  command({
    name: 'penalty not_served',
    about: 'Mark one as not served (it becomes a time penalty)',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['decides about a driver'],
    params: { number, seen, replaces, reason },
    input: (args) => reasonForm(args),
    run: ({ number, reason, ...saw }, { server, caller, attempt }) =>
      answer(server.penalties.notServed(number, pressed(caller, reason, saw), attempt)),
  }),
  command({
    name: 'penalty send_away',
    about: 'Kick a disqualified driver (until then the car stays on track)',
    role: 'steward',
    private: true,
    is: 'act',
    effect: EFFECTS_OF.kick,
    params: { number, reason: optional(sentence('Reason (needed if you were involved)')) },
    confirm: ({ number, reason }, { server, caller }) =>
      server.control.costOfKick(server.penalties.disqualified(number, by(caller, reason)).driver),
    async run({ number, reason: despite }, { server, caller, attempt }) {
      const { driver, reason } = server.penalties.disqualified(number, by(caller, despite));
      const why = reason === '' ? 'disqualified' : `disqualified, ${reason}`;
      return { kind: 'note', text: await server.control.kick(driver, by(caller, why), attempt) };
    },
  }),
  command({
    name: 'penalty list',
    about: 'List active penalties, or all penalties of one driver',
    role: 'steward',
    private: true,
    is: 'question',
    params: { driver: beforeNumber(driverOfLateOrGuid('Driver name, car ID or GUID')), before },
    run({ driver: accused, before }, { server }) {
      const { penalties, more, namesakes } = server.penalties.page({ guid: accused?.guid, before });
      if (before !== undefined && penalties.length === 0)
        return note(`There is none older than ${penaltyName({ number: before })}.`);
      const of = accused ? 'driver' : 'standing';
      return { kind: 'penalties', of, penalties, more, namesakes, warnings: [], guid: accused?.guid, guids: true };
    },
  }),
  command({
    name: 'warn',
    about: 'Warn a driver',
    role: 'steward',
    private: true,
    is: 'act',
    effect: EFFECTS_OF.warning,
    params: { driver: driverOfLateOrGuid('Driver name, car ID or GUID'), session, points, reason },
    confirm: ({ driver: accused, session }, { server }) =>
      server.penalties.questionBefore(accused, { type: 'warning', session }),
    run: async ({ driver: accused, session, points, reason }, { server, caller, attempt }) =>
      answer(await server.penalties.give(accused, { type: 'warning', session, points }, by(caller, reason), attempt)),
  }),
  command({
    name: 'me',
    about: 'Show your penalties, incidents and warnings left',
    role: 'driver',
    is: 'question',
    via: ['slash', 'component', 'chat'],
    private: true,
    params: {},
    run(_, { server, caller }) {
      if (caller.guid === undefined) {
        throw new UserError('Not linked to a driver yet: type !link in the game chat.');
      }
      const { penalties, more, namesakes, warnings } = server.penalties.fileOf(caller.guid);
      const incidents = server.incidents.list(caller.guid).slice(0, OWN_INCIDENTS);
      const guids = atLeast(caller.role, 'steward');
      const own = server.points.of({ guid: caller.guid });
      const licence = own.points > 0 ? own : undefined;
      const appeals = { made: server.appeals.list(caller.guid), open: server.appeals.appealable(caller.guid) };
      return {
        kind: 'penalties',
        of: 'caller',
        penalties,
        more,
        namesakes,
        warnings,
        incidents,
        appeals,
        licence,
        guid: caller.guid,
        guids,
      };
    },
  }),
];

const by = (caller: Caller, reason: string | undefined): Official =>
  officialBy(caller, reason?.slice(0, REASON_LENGTH));

const REASON_LENGTH = 300;

interface Saw {
  readonly seen: number | undefined;
  readonly replaces: number | undefined;
}

const pressed = (caller: Caller, reason: string | undefined, { seen, replaces }: Saw): Pressed => ({
  ...by(caller, reason),
  seen: replaces === undefined ? seenBy(caller, seen) : undefined,
  replaces,
});

/** Replacing a decision needs a reason. */
function reasonForm({
  number,
  replaces,
  reason,
}: Saw & { readonly number: number; readonly reason: string | undefined }) {
  if (replaces === undefined || reason !== undefined) return undefined;
  return {
    title: penaltyName({ number }),
    fields: [{ name: 'reason', label: 'Reason for the change', required: true }],
  };
}

/** The newest ones. */
const OWN_INCIDENTS = 10;

const answer = (about: PenaltyAnswer): Answer => ({ kind: 'penalty', ...about });
