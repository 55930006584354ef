/** Stewards' work besides deciding: finding incidents, and giving them cards and threads. */
import { type Answer, note } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';
import { driverAmong, type Target } from '../src/command/driver.ts';
import { lapIfAny } from '../src/command/lap.ts';
import { incidentNumber, sessionIfAny } from '../src/command/numbers.ts';
import { choiceIfAny, optional, type Param, sentence } from '../src/command/param.ts';
import { sharedCard } from '../src/command/sharedCard.ts';
import type { DeskFilter } from '../src/features/desk/actions.ts';
import type { Incident } from '../src/features/incidents/actions.ts';
import { UserError } from '../src/kit/errors.ts';
import { incidentName, sessionName } from '../src/texts/names.ts';
import { incidentShown } from './incidentPictures.ts';
import { officialBy, orderedBy } from './ordered.ts';

const number = incidentNumber('The incident, such as INC-3');
const reason = optional(sentence('Reason (the driver will read this)'));

/** Required of an admin who was involved. */
const despite = optional(sentence('Reason (needed if you are an admin and were involved)'));

const involved = driverAmong('A driver in it: name, car ID or GUID', ({ involved }) => involved);
/** "lap 7" and "INC-3" are not names. A driver who is in none of the newest incidents is given by GUID. */
const involvedBeforeLap: Param<Pick<Target, 'guid'> | undefined> & { readonly optional: true } = {
  ...involved,
  optional: true,
  read(cursor, name, reading) {
    const [word = ''] = cursor.words();
    if (/^(?:lap|l\d*|inc-[a-z]?\d{1,9}|)$/i.test(word)) return undefined;
    const isKnown = reading.view?.nameable.involved.some(({ guid }) => guid === word);
    if (!/^\d{17}$/.test(word) || isKnown) return involved.read(cursor, name, reading);
    cursor.take();
    return { guid: word };
  },
};

/** The line that asks for the same list. The number to continue from is appended to it. */
const lineOf = ({ show = 'all', session, guid, lap }: DeskFilter): string =>
  [
    'incident list',
    ...(show === 'all' ? [] : [show]),
    ...(session === undefined ? [] : [sessionName({ id: session })]),
    ...(guid === undefined ? [] : [guid]),
    ...(lap === undefined ? [] : [`lap ${lap}`]),
  ].join(' ');

export const incidentDesk: readonly Command[] = [
  command({
    name: 'incident list',
    about: 'List the newest incidents; filter by state, session, lap or driver',
    role: 'steward',
    is: 'question',
    private: true,
    params: {
      show: choiceIfAny('Which ones: all, open, or mine (those you took)', ['all', 'open', 'mine']),
      session: sessionIfAny('The session, such as S-12'),
      driver: involvedBeforeLap,
      lap: lapIfAny('Lap they happened on'),
      before: optional(incidentNumber('Only those older than this one, such as INC-3')),
    },
    async run({ driver, show, session, lap, before }, { server, caller }) {
      const filter = { show, session, guid: driver?.guid, lap, before };
      const { incidents, more } = await server.desk.list(filter, orderedBy(caller));
      if (before !== undefined && incidents.length === 0)
        return note(`There is none older than ${incidentName({ number: before })}.`);
      return { kind: 'incidents', incidents, more, isOfDriver: driver !== undefined, line: lineOf(filter) };
    },
  }),
  command({
    name: 'incident next',
    about: 'Open the next incident to review: worst first, then oldest',
    role: 'steward',
    is: 'question',
    private: true,
    params: { after: optional(incidentNumber('The incident you just reviewed')) },
    run: ({ after }, context) => incidentShown(context.server.desk.next(orderedBy(context.caller), after), context),
  }),
  command({
    name: 'incident settle',
    about: 'No further action for every undecided driver on a shared card',
    role: 'steward',
    is: 'act',
    effect: ['decides about a driver'],
    private: true,
    via: ['component'],
    params: { card: sharedCard, reason },
    confirm({ card }, { server }) {
      const left = server.desk.leftOn(card).map(incidentName);
      return left.length === 0 ? undefined : `No further action for every undecided driver in ${left.join(', ')}?`;
    },
    async run({ card, reason }, { server, caller, attempt }) {
      return { kind: 'lines', lines: await server.desk.settle(card, officialBy(caller, cut(reason)), attempt) };
    },
  }),
  command({
    name: 'incident post',
    about: 'Give an incident on a shared card its own card',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: { number, reason: despite },
    run: ({ number, reason }, { server, caller, attempt }) =>
      show(server.incidents.post(number, officialBy(caller, cut(reason)), attempt)),
  }),
  command({
    name: 'incident discuss',
    about: 'Open a thread to discuss an incident',
    role: 'steward',
    is: 'act',
    effect: ['handles an incident'],
    private: true,
    params: { number, reason: despite },
    async run({ number, reason }, { app, server, caller, attempt }) {
      if (!app.discussions) throw new UserError('Pitwall runs without Discord, so there is nowhere to discuss it.');
      // A thread needs a card of its own.
      const incident = server.incidents.post(number, officialBy(caller, cut(reason)), attempt);
      attempt.begin({ via: 'discord', what: `the thread about ${incidentName(incident)}` });
      return { kind: 'discussion', incident, ...(await app.discussions.open(incident)) };
    },
  }),
];

const show = (incident: Incident): Answer => ({ kind: 'incident', incident });

const REASON_LENGTH = 300;
const cut = (words: string | undefined): string | undefined => words?.slice(0, REASON_LENGTH);
