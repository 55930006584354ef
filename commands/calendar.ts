import { note } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';
import { numberOf, numberOrAll, sessionNumber } from '../src/command/numbers.ts';
import { optional, sentence, text } from '../src/command/param.ts';
import { officialBy, orderedBy } from './ordered.ts';

const carried = numberOrAll(
  'The penalty, such as P-17, or all (everything unanswered)',
  'P',
  ({ penalties }) => penalties,
  'penalty',
);

const reason = optional(sentence('Reason (needed if you were involved)'));

/** The league's nights, and which sessions belong to one race. */
export const calendar: readonly Command[] = [
  command({
    name: 'event start',
    about: 'Start a league event: the current session and those that follow belong to it',
    role: 'admin',
    is: 'act',
    effect: ['changes the calendar'],
    params: {
      name: text('Name of the event, such as "Round 3"'),
      series: optional(sentence('Series it belongs to')),
    },
    run: ({ name, series }, { server, caller, attempt }) => ({
      kind: 'event',
      ...server.calendar.startEvent({ name, series }, orderedBy(caller), attempt),
    }),
  }),
  command({
    name: 'event end',
    about: 'End the current league event',
    role: 'admin',
    is: 'act',
    effect: ['changes the calendar'],
    params: {},
    run: (_, { server, caller, attempt }) => ({
      kind: 'event',
      ...server.calendar.endEvent(orderedBy(caller), attempt),
    }),
  }),
  command({
    name: 'event show',
    about: 'Show the sessions of the current event, or of an earlier one',
    role: 'driver',
    is: 'question',
    params: { number: optional(numberOf('An earlier event, such as E-3', 'E')) },
    run: ({ number }, { server }) => ({ kind: 'event', ...server.calendar.showEvent(number) }),
  }),
  command({
    name: 'race continues',
    about: 'Join the latest race to an interrupted one (its decisions carry over)',
    role: 'admin',
    is: 'act',
    effect: ['changes the result'],
    params: { session: sessionNumber('The interrupted race, such as S-12') },
    confirm: ({ session }, { server }) => server.calendar.whatContinues(session),
    run: ({ session }, { server, caller, attempt }) =>
      note(server.calendar.continueRace(session, orderedBy(caller), attempt)),
  }),
  command({
    name: 'race keep',
    about: 'After a restart: carry a penalty over',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['decides about a driver'],
    params: { penalty: carried, reason },
    run: ({ penalty, reason }, { server, caller, attempt }) => ({
      kind: 'carryOver',
      carryOver: server.carryOver.keep(penalty, officialBy(caller, reason), attempt),
    }),
  }),
  command({
    name: 'race drop',
    about: 'After a restart: drop a penalty (it is withdrawn)',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['decides about a driver'],
    params: { penalty: carried, reason },
    run: ({ penalty, reason }, { server, caller, attempt }) => ({
      kind: 'carryOver',
      carryOver: server.carryOver.drop(penalty, officialBy(caller, reason), attempt),
    }),
  }),
];
