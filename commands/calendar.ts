import { note } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';
import { numberOf, numberOrAll, sessionNumber } from '../src/command/numbers.ts';
import { optional, sentence, text } from '../src/command/param.ts';
import { officialBy, orderedBy } from './ordered.ts';

const carried = numberOrAll(
  'The penalty, such as P-17, or all that nobody has answered',
  'P',
  ({ penalties }) => penalties,
);

const reason = optional(sentence('Why, where you are in it yourself'));

/** The league's nights, and which sessions are one race. */
export const calendar: readonly Command[] = [
  command({
    name: 'event start',
    about: 'Begin a league night: the session that runs and those that follow belong to it',
    role: 'admin',
    is: 'act',
    effect: ['changes the calendar'],
    params: {
      name: text('What it is called, such as "Round 3"'),
      series: optional(sentence('The series that it belongs to')),
    },
    run: ({ name, series }, { server, caller, attempt }) => ({
      kind: 'event',
      ...server.calendar.startEvent({ name, series }, orderedBy(caller), attempt),
    }),
  }),
  command({
    name: 'event end',
    about: 'End the league night that runs',
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
    about: 'The sessions of the league night that runs, of the day, or of an earlier one',
    role: 'driver',
    is: 'question',
    params: { number: optional(numberOf('An earlier one, by its number, such as E-3', 'E')) },
    run: ({ number }, { server }) => ({ kind: 'event', ...server.calendar.showEvent(number) }),
  }),
  command({
    name: 'race continues',
    about: 'The newest race goes on with one that was interrupted: what was decided there counts in it',
    role: 'admin',
    is: 'act',
    effect: ['changes the result'],
    params: { session: sessionNumber('The interrupted race, by its number, such as S-12') },
    confirm: ({ session }, { server }) => server.calendar.whatContinues(session),
    run: ({ session }, { server, caller, attempt }) =>
      note(server.calendar.continueRace(session, orderedBy(caller), attempt)),
  }),
  command({
    name: 'race keep',
    about: 'After a restart: what was decided before it carries over',
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
    about: 'After a restart: what was decided before it does not carry over, and is withdrawn',
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
