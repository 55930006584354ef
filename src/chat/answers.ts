/** Answers as lines of the game's chat. */
import { type Answer, type AnswerOf, type HelpRow, type Renderings, render } from '../command/answer.ts';
import { type Commands, lineAsTyped } from '../command/typedLines.ts';
import type { Driver } from '../events/events.ts';
import type { Penalty } from '../events/penalty.ts';
import type { ServerInfo } from '../features/process/info.ts';
import type { ConfigurationChange } from '../features/sessions/configuration.ts';
import { withChatNames } from '../kit/chatNames.ts';
import { namesakesIn, toldApart } from '../kit/namesakes.ts';
import { inUtc, rendered, type Sentence } from '../kit/sentence.ts';
import { ownAppeal } from '../texts/appeals.ts';
import { carriedLine } from '../texts/carriedLines.ts';
import { type Catalogue, inWords } from '../texts/catalogue.ts';
import { ownIncident } from '../texts/contacts.ts';
import { decidedLines } from '../texts/decisions.ts';
import { english } from '../texts/english/index.ts';
import { eventTitleIn, sessionIn } from '../texts/events.ts';
import { explainedIn } from '../texts/help.ts';
import { incidentLabel } from '../texts/incidentLabels.ts';
import { incidentName, penaltyName } from '../texts/names.ts';
import { licenceIn } from '../texts/points.ts';
import { proposedLines, settledLines } from '../texts/proposals.ts';

/** The reader is driving: more lines than this would scroll away unread. */
const MOST_LINES = 8;

/** An answer as lines of chat: short, and not wrapped yet. */
export const chatLines = (answer: Answer, words: Catalogue, commands: Commands): readonly string[] =>
  render(renderings, withChatNames(answer), words, commands);

/** A sentence as one text of chat: commands with an exclamation mark, times in UTC. */
export const inChat = (sentence: Sentence, commands: Commands): string =>
  rendered(sentence, { text: (text) => text, line: (line) => lineAsTyped(line, 'chat', commands), moment: inUtc });

/** Wrapped lines, cut to as many as somebody in a car can read. */
export function readable(lines: readonly string[], words: Catalogue): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), words.andMore({ lines: lines.length - MOST_LINES + 1 })];
}

const renderings: Renderings<readonly string[], [Catalogue, Commands]> = {
  note: ({ text }, _, commands) => [inChat(text, commands)],
  text: ({ text }, words) => [inWords(words, text)],
  info: ({ info }, words) => infoLines(info, words),
  drivers: ({ drivers, isUnknown }, words) => {
    if (isUnknown) return [words.driversUnknown()];
    return drivers.length === 0 ? [words.nobodyInGame()] : drivers.map(words.driverInGame);
  },
  order: orderLines,
  sessions: ({ sessions }, words) =>
    sessions.length === 0 ? [words.noSessionsInGame()] : sessions.map(words.sessionInGame),
  process: ({ change, info }) => [`${info.name || info.id} ${change}.`],
  configuration: configurationLines,
  entries: ({ entries }) => entries.map(({ carId, model, driverName }) => `${carId} ${model} ${driverName}`.trim()),
  grid: gridLines,
  gridChange: ({ change, grid, fromNextStart }, _, commands) => [
    `Grid ${change}${fromNextStart ? '; it applies from the next server start' : ''}.`,
    ...grid.notes.map((note) => inChat(note, commands)),
  ],
  lobby: ({ info }, words) => [words.lobbyInGame(info)],
  tracker: ({ info }) => [`stracker on ${info.server} is ${info.state}.`, ...listed(info.trouble)],
  penalty: ({ penalty, note = '', namesakes = [] }, _, commands) => [
    penaltyLine(penalty, namesakes, english),
    ...listed(inChat(note, commands) || undefined),
  ],
  penalties: penaltiesLines,
  points: ({ licences, detailed }, words) =>
    licences.length === 0 && !detailed
      ? [words.noLicencePoints()]
      : [
          ...(detailed ? [licenceIn(words, detailed)] : []),
          ...licences
            .filter(({ driver }) => driver.guid !== detailed?.driver.guid)
            .map((each) => licenceIn(words, each)),
        ],
  incident: ({ incident }) => [incidentLabel(incident)],
  picture: ({ picture }) => [picture.alt],
  incidents: incidentsLines,
  discussion: ({ incident }) => [`${incidentName(incident)} is being discussed on Discord.`],
  decided: ({ note = '', proposal, ...what }, _, commands) => [
    ...decidedLines(what),
    ...proposedLines(proposal),
    ...listed(inChat(note, commands) || undefined),
  ],
  settled: ({ proposal, note }, _, commands) => settledLines(proposal, note).map((line) => inChat(line, commands)),
  classification: ({ classification: { rows } }, words) =>
    rows.map((row) => words.placeInGame({ ...row, name: namedIn(row, rows, words) })),
  lines: ({ lines }, _, commands) => lines.map((line) => inChat(line, commands)),
  checks: ({ checked }) => findingsOf(checked),
  event: ({ event, sessions }, words) => [
    eventTitleIn(words, event),
    ...sessions.map((session) => sessionIn(words, session)),
  ],
  export: ({ of, files }) => [`${of}: ${files.map(({ name }) => name).join(', ')}`],
  carryOver: ({ carryOver: { entries } }) => entries.map(carriedLine),
  help: ({ commands }, words) => helpLines(commands, words),
};

/** Only the problems, worst first: nobody in a car reads what is fine. */
function findingsOf(checked: AnswerOf<'checks'>['checked']): readonly string[] {
  const found = checked.flatMap(({ findings }) => findings);
  const worst = [...found].sort((a, b) => Number(b.level === 'fault') - Number(a.level === 'fault'));
  return worst.length === 0 ? ['No problems found.'] : worst.map(({ sentence }) => sentence);
}

/** An optional line. */
const listed = (line: string | undefined): readonly string[] => (line === undefined ? [] : [line]);

function orderLines({ board: { rows, session, state } }: AnswerOf<'order'>, words: Catalogue): readonly string[] {
  if (!session) return [words.boardServerState({ state })];
  if (rows.length === 0) return [words.boardNobody()];
  return rows.map((row, index) => {
    const best = row.bestLapMs === undefined ? '' : words.gapInTime({ ms: row.gap?.ms ?? 0 });
    const behind = session.kind === 'race' ? row.gap && words.gapOnTrack(row.gap) : best;
    const gap = row.isDisqualified ? words.orderFlag({ of: 'disqualified' }) : behind;
    return words.orderInGame({
      place: index + 1,
      name: namedIn(row, rows, words),
      gap: index === 0 ? '' : (gap ?? ''),
    });
  });
}

function infoLines(info: ServerInfo, words: Catalogue): readonly string[] {
  const { name, id, state, track, layout, connected, slots, session } = info;
  return [
    words.serverInGame({ name: name || id, state }),
    layout ? `${track}, ${layout}` : track,
    words.takenInGame({ connected, slots, session: session?.name }),
  ];
}

function configurationLines({ section, edit, changes, fromNextStart }: ConfigurationChange): readonly string[] {
  if (changes.length === 0) return [`${section} already has that setting.`];
  // A change without a key concerns the section itself: it was enabled or disabled.
  const said = changes.map(({ key, before, after }) =>
    key ? `${key}: ${before ?? '-'} -> ${after ?? '-'}` : `switched ${edit.kind === 'disable' ? 'off' : 'on'}`,
  );
  return [`${section}: ${said.join(', ')}`, ...(fromNextStart ? ['It applies from the next server start.'] : [])];
}

/** The front of the grid, as one text: a line per place would take a minute to read. */
const FRONT_PLACES = 8;

function gridLines(
  { grid: { places, notes } }: AnswerOf<'grid'>,
  words: Catalogue,
  commands: Commands,
): readonly string[] {
  const front = places.slice(0, FRONT_PLACES).map(({ carId, name, model }) => `${carId + 1}. ${name || model}`);
  const more = places.length - front.length;
  return [
    ...listed(front.join(', ') || undefined),
    ...(more > 0 ? [words.gridGoesOnInGame({ more })] : []),
    ...notes.map((note) => inChat(note, commands)),
  ];
}

/** Nobody types these. */
const FOR_PROGRAMS = /^server-extra-info/;

/** Commands that take a password: typed with "/" as on any server, refused with "!", and of no use to other drivers. */
const isListed = ({ usage, takesPassword }: HelpRow): boolean => !takesPassword && !FOR_PROGRAMS.test(usage);

const typed = ({ usage, takesPassword }: HelpRow): string => `${takesPassword ? '/' : '!'}${usage}`;

/** One command in full; several by name alone, because a line of chat is short. */
function helpLines(commands: readonly HelpRow[], words: Catalogue): readonly string[] {
  const [only, ...others] = commands;
  if (only && others.length === 0) return [words.helpInGame({ usage: typed(only), about: explainedIn(words, only) })];
  const names = commands.filter(isListed).map(({ usage }) => usage.replace(/ [<[].*$/, ''));
  const groups = names.map((name) => name.replace(/ .*$/, ''));
  // "server" stands for all of its commands, unless the question was about that group.
  const isOneGroup = new Set(groups).size === 1;
  const shown = isOneGroup ? names : [...new Set(groups)];
  return [shown.map((name) => `!${name}`).join(' '), words.helpMoreInGame()];
}

/** The caller's own penalties in the league's language, others' in English for officials. */
function penaltiesLines(answer: AnswerOf<'penalties'>, own: Catalogue): readonly string[] {
  const words = answer.of === 'caller' ? own : english;
  const { penalties, more, namesakes = [], warnings, incidents = [], appeals, guid } = answer;
  const said = ownAppeals(appeals, guid, words);
  if (penalties.length + warnings.length + incidents.length + said.length === 0 && !answer.licence)
    return [words.noPenaltiesInGame()];
  if (answer.of !== 'caller' && more + penalties.length > MOST_LISTED) return frontOfList(answer);
  const among = namesakesIn([...penalties.map(({ driver }) => driver), ...namesakes]);
  return [
    ...warnings.map(words.warningCount),
    ...penalties.map((penalty) => penaltyLine(penalty, among, words)),
    ...(more > 0 ? [words.andMore({ lines: more })] : []),
    ...incidents.map((incident) => ownIncident(incident, guid, words)),
    ...said,
    ...(answer.licence ? [licenceIn(words, answer.licence)] : []),
  ];
}

/** Of more than six only the first three, which may take two lines each, followed by how to see the rest. */
const [MOST_LISTED, FRONT_LISTED] = [6, 3] as const;

function frontOfList({ penalties, more, namesakes = [], guid }: AnswerOf<'penalties'>): readonly string[] {
  const front = penalties.slice(0, FRONT_LISTED);
  const among = namesakesIn([...front.map(({ driver }) => driver), ...namesakes]);
  const [last = { number: 0 }] = front.slice(-1);
  const how = `!penalty list ${guid === undefined ? '' : `${guid} `}${penaltyName(last)}`;
  const left = more + penalties.length - front.length;
  return [
    ...front.map((penalty) => penaltyLine(penalty, among, english)),
    english.listGoesOn({ left, how, mayNameDriver: guid === undefined }),
  ];
}

function incidentsLines({ incidents, more, isOfDriver, line }: AnswerOf<'incidents'>): readonly string[] {
  if (incidents.length === 0) return ['No incidents.'];
  if (more === 0 && incidents.length <= MOST_LISTED) return incidents.map(incidentLabel);
  const front = incidents.slice(0, FRONT_LISTED);
  const [last = { number: 0 }] = front.slice(-1);
  const left = more === undefined ? undefined : more + incidents.length - front.length;
  const how = `!${line} ${incidentName(last)}`;
  return [...front.map(incidentLabel), english.listGoesOn({ left, how, mayNameDriver: !isOfDriver })];
}

/** The newest answer, and how to appeal: more would scroll away. Decisions about others have their driver's name. */
function ownAppeals(
  appeals: AnswerOf<'penalties'>['appeals'],
  guid: string | undefined,
  words: Catalogue,
): readonly string[] {
  const [made] = appeals?.made ?? [];
  const [open] = appeals?.open ?? [];
  const { driver } = open?.decision ?? {};
  return [
    ...(made ? [ownAppeal(made, words)] : []),
    ...(open && driver && driver.guid !== guid
      ? [words.appealedDecision({ ...open.decision, name: driver.name || words.carWithin(driver) })]
      : []),
    ...(open ? [words.canAppealInGame({ number: open.decision.number, penalty: open.decision.penalty })] : []),
  ];
}

const penaltyLine = (penalty: Penalty, among: readonly Driver[], words: Catalogue): string =>
  `${penaltyName(penalty)} ${namedIn(penalty.driver, among, words)}: ${words.penalty(penalty)} (${words.penaltyState(penalty)})`;

const namedIn = (driver: Driver, among: readonly Driver[], words: Catalogue): string =>
  toldApart(driver, among, undefined, words.carWithin);
