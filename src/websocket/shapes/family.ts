/** The two families of original clients share most answers and pushes. A `Family` holds what differs. */
import type { AnswerOf, Shown } from '../../command/answer.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { ServerInfo } from '../../features/process/info.ts';
import type { ConfigurationChange } from '../../features/sessions/configuration.ts';
import type { SessionRow } from '../../features/sessions/rows.ts';
import { joined } from '../../kit/sentence.ts';
import { inWords } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { calendarAnswers } from './calendar.ts';
import { type GridWords, gridAnswers } from './grid.ts';
import { incidentAnswers } from './incidents.ts';
import { lobbyFrames, lobbyPushes } from './lobby.ts';
import { orderFrames } from './order.ts';
import { penaltyAnswers } from './penalties.ts';
import { pointsAnswers } from './points.ts';
import {
  type ClientShape,
  driversByName,
  goneRow,
  helpFrame,
  type JsonFrame,
  joinedRow,
  type LegacyRow,
  message,
  shownTo,
  startedInfo,
  type Viewer,
} from './shape.ts';
import { trackerFrames } from './tracker.ts';

const checkFields = ({
  number,
  title,
  state,
  findings,
  reasons,
}: AnswerOf<'checks'>['checked'][number]): JsonFrame => ({
  number,
  title,
  state,
  findings: findings.map(({ level, sentence, fix }) => ({ level, sentence, fix })),
  reasons,
});

export interface Family {
  readonly spellings: ClientShape['spellings'];
  readonly gridWords: GridWords;
  process(answer: AnswerOf<'process'>): readonly JsonFrame[];
  info(info: ServerInfo, viewer: Viewer): JsonFrame;
  driver(row: LegacyRow, show: Shown): JsonFrame;
  sessions(rows: readonly SessionRow[]): JsonFrame;
  configuration(change: ConfigurationChange): string;
  /** Pushed when a server has just come up. */
  startedServer(info: ServerInfo): JsonFrame;
  runningSession(facts: SessionFacts): JsonFrame;
}

export const shapeOf = (family: Family): ClientShape => ({
  spellings: family.spellings,

  answers: {
    note: ({ text }) => [message(text)],
    text: ({ text }) => [message(inWords(english, text))],
    help: ({ commands }) => [helpFrame(commands)],
    process: family.process,
    lobby: lobbyFrames,
    tracker: trackerFrames,
    ...penaltyAnswers,
    ...pointsAnswers,
    ...calendarAnswers,
    ...incidentAnswers,
    ...gridAnswers(family.gridWords),
    info: ({ info }, viewer) => [{ data: family.info(info, viewer) }],
    drivers: ({ drivers, show, isUnknown }) => {
      const named = driversByName(drivers, (row) => family.driver(row, show));
      return [{ data: isUnknown ? { drivers: named, msg: english.driversUnknown() } : { drivers: named } }];
    },
    lines: ({ lines }) => [message(joined(lines, '\n'))],
    checks: ({ checked }) => [{ data: { checks: checked.map(checkFields) } }],
    order: orderFrames,
    sessions: ({ sessions }) => [family.sessions(sessions)],
    configuration: (change) => [message(family.configuration(change))],
  },

  pushes: {
    serverStarted: (event, { viewOf }) => {
      const view = viewOf(event.server);
      return view ? [{ data: family.startedServer(startedInfo(event, view)) }] : [];
    },
    ...lobbyPushes,
    sessionStarted: ({ facts }) => [{ data: { session: { event: family.runningSession(facts) } } }],
    driverJoined: (event, { role, viewOf }) => [
      { data: { driver: family.driver(joinedRow(event, viewOf(event.server)), shownTo(role)) } },
    ],
    driverLeft: (event, { role }) => [
      { data: { driver: { ...family.driver(goneRow(event), shownTo(role)), msg: 'leaving' } } },
    ],
  },
});
