/** Parameters for every text that is translated: what an evening brings, and from it the longest and most hostile. */
import type { Translation } from '../../src/texts/catalogue.ts';

type Samples = {
  readonly [K in keyof Translation]: Parameters<Translation[K]> extends []
    ? readonly []
    : readonly Parameters<Translation[K]>[0][];
};

const [ADA, BOB, WHY, WHEN, NIGHT] = ['Ada Quick', 'Bob Brake', 'left no room', '<t:1763750000:R>', 'Round 3'] as const;
const figure = (value: number) => ({ value, plusMinus: 0.4 });
const one = { number: 17, penalty: 17 } as const;
const decided = { number: 18, penalty: 18, says: 'time', amount: 5 } as const;
const standing = { overlap: 'some', car: 'A', other: 'B', behindM: figure(1.5), axleToMirrorM: figure(-1.8) } as const;
const told = { name: ADA, carId: 5, hasNamesake: true };
const laps = [1, 2, 12].map((lap) => ({ lap, laps: 12 }));
const counted = { infraction: 'cut', warnings: 2, warningsBeforePenalty: 4 };
const penalties = [
  { type: 'reprimand', amount: 0 },
  { type: 'warning', amount: 0 },
  { type: 'time', amount: 5 },
  { type: 'drive-through', amount: 0, laps: 2 },
  { type: 'stop-and-go', amount: 10, laps: 1 },
  { type: 'grid', amount: 1, grid: { on: 'next race' } },
  { type: 'grid', amount: 3, grid: { on: 'next race', race: NIGHT } },
  { type: 'grid', amount: 5, grid: { on: 'next event' } },
  { type: 'grid', amount: 5, grid: { on: 'next event', race: NIGHT } },
  { type: 'grid', amount: 5 },
  { type: 'ballast', amount: 20, laps: 3 },
  { type: 'restrictor', amount: 5 },
  { type: 'disqualification', amount: 0 },
  { type: 'kick', amount: 0 },
] as const;
const STATES = ['proposed', 'issued', 'serving', 'served', 'not served', 'converted', 'withdrawn', 'applied'] as const;
const KINDS = ['booking', 'practice', 'qualify', 'race', 'other'] as const;
const WHYS = ['race over', 'finished', 'leader finished', 'last lap'] as const;
const UNCLEAR = [
  'one report',
  'places apart',
  'not parallel',
  'late',
  'no positions',
  'broken positions',
  'too slow',
  'within the error',
  'no line',
  'no corner',
  'after the contact',
  'too few laps',
  'in the pits',
] as const;
const PARTS = [
  'nose',
  'left front',
  'right front',
  'left side',
  'right side',
  'left rear',
  'right rear',
  'tail',
  'middle',
] as const;
const answers = (['upheld', 'changed', 'inadmissible'] as const).flatMap((says) => [
  { says, instead: '' },
  { says, instead: '5 s' },
]);

export const SAMPLES: Samples = {
  // Appeals.
  appealTaken: [{ ...one, incident: 3 }],
  appealAnsweredTo: answers.map((answer) => ({ ...one, ...answer, reason: WHY })),
  appealAgainstOwn: [{ ...one, by: ADA }],
  appealAgainstOwnAnswered: answers.map((answer) => ({ ...one, ...answer, by: ADA, reason: WHY })),
  appealedDecision: [{ ...decided, name: ADA }],
  appealOfAgainst: [{ by: ADA, decision: 'P-17' }],
  appealAnswerIs: answers,
  appealBy: [{ by: ADA }],
  appealOf: [{ by: ADA }],
  appealUntil: [{ time: WHEN }],
  appealAfterFlag: [{ minutes: 30 }],
  appealButton: [{ decision: undefined }, { decision: 'P-17' }],
  appealForm: [{ decision: undefined }, { decision: 17 }, { decision: 99_999 }],
  appealFormReason: [],
  appealIsOpen: [one],
  canAppealInGame: [one],
  canAppeal: [{ ...decided, until: WHEN }],

  // The board.
  boardTitle: [{ server: NIGHT }],
  boardServerState: (['running', 'starting', 'stopping', 'stopped', 'deaf', 'unknown'] as const).map((state) => ({
    state,
  })),
  boardAway: [{ time: WHEN }],
  boardLap: [...laps, { lap: 3, laps: 0 }],
  boardStarts: [{ time: WHEN }],
  boardEnds: [{ time: WHEN }],
  boardTimeIsUp: [],
  boardOver: [],
  boardNobody: [],
  boardNoSession: [],
  boardIncidents: [{ incidents: 1 }, { incidents: 12 }],
  boardToServe: [
    { type: 'drive-through', seconds: 0 },
    { type: 'drive-through', seconds: 0, lapsLeft: 1 },
    { type: 'stop-and-go', seconds: 10, lapsLeft: 2 },
  ],
  boardFullOrder: [],
  boardMyFile: [],
  boardReport: [],
  gapOnTrack: [{ laps: 0, ms: 12_345 }, { laps: 1, ms: 12_345 }, { laps: 2 }, { laps: 0 }],
  gapInTime: [{ ms: 123 }, { ms: 62_345 }],
  lapTime: [{ ms: 100_301 }, { ms: 58_120 }, { ms: 3_723_456 }],
  orderLeader: [],
  orderColumn: (['place', 'gap', 'interval', 'last', 'best', 'laps', 'name', 'car'] as const).map((of) => ({ of })),
  orderFlag: (['pits', 'out', 'finished', 'drive-through', 'stop-and-go'] as const).map((of) => ({ of })),
  orderConditions: [{ airC: 26, roadC: 32, weather: '' }],
  orderInGame: [{ place: 3, name: ADA, gap: '+12.3' }],

  // League nights.
  eventTitle: [{ number: 'E-3', name: NIGHT, series: WHY }],
  eventRuns: [],
  eventIsOver: [],
  eventIsDay: [{ hour: 6 }],
  eventIsEmpty: [],
  eventSession: (['running', 'ended', 'restarted', 'interrupted'] as const).flatMap((state) => [
    { number: 'S-12', name: NIGHT, state, continues: undefined, continuedBy: undefined },
    { number: 'S-12', name: NIGHT, state, continues: 'S-11', continuedBy: 'S-13' },
  ]),
  raceStartsOver: [],
  raceGoesOnAgain: [],
  notCarriedOver: [],
  eventHasBegun: [{ name: NIGHT, series: WHY }],
  eventHasEnded: [{ name: NIGHT }],
  raceGoesOn: [{ name: NIGHT, number: 'S-12', continues: 'S-11' }],

  // What the race channels tell.
  linesLeftOut: [{ left: 1 }, { left: 12 }],
  noticedLate: [],
  noticedLateTitle: [],
  lapCount: [{ laps: 1 }, { laps: 12 }],
  minuteCount: [{ minutes: 1 }, { minutes: 30 }],
  carAsName: [{ carId: 5 }],
  carWithin: [{ carId: 5 }],
  duration: [
    { hours: 0, minutes: 0, seconds: 45 },
    { hours: 0, minutes: 12, seconds: 0 },
    { hours: 2, minutes: 5, seconds: 0 },
  ],
  serverUp: [{ version: 'v1.16' }],
  serverStopped: [],
  serverStoppedByItself: [{}, { how: 'SIGKILL' }],
  exitCode: [{ code: 3 }],
  serverLastSaid: [],
  lobbyListed: [],
  lobbyNotListed: [{ attempt: 2, answer: WHY }],
  lobbyNotListedAnyMore: [{ answer: WHY }],
  trackerStoppedByItself: [{}, { how: 'SIGKILL', lastLine: WHY }],
  sessionKind: KINDS.map((kind) => ({ kind })),
  sessionStartsOver: [{ session: NIGHT }],
  weather: [{ airC: 26, roadC: 32 }],
  sessionOver: [{ session: NIGHT }],
  provisionalTable: [{ late: false }, { late: true }],
  bestLap: [{ time: '1:40.301' }],
  noValidLap: [],
  driverJoined: [{ driver: ADA, carId: 5, model: 'abarth500' }],
  driverLeft: [{ driver: ADA, carId: 5 }],
  driverKicked: [{ driver: ADA }],
  driverBanned: [{ driver: ADA }],
  somebody: [],
  lapNumber: [{ lap: 7 }],
  cutCount: [{ cuts: 1 }, { cuts: 2, sectors: [1, 3] }, { cuts: 1, sectors: [2] }],
  fastestLap: [],
  carsTouched: [{ driver: ADA, other: BOB, kmh: 38 }],
  hitWall: [{ driver: ADA, kmh: 38 }],
  beforeSession: KINDS.map((kind) => ({ kind })),
  intoSession: KINDS.flatMap((kind) => [
    { kind, time: '0:18', laps: [] },
    { kind, time: '0:18', laps: [1] },
    { kind, time: '0:18', laps: [1, 2] },
  ]),
  afterTheFlag: [],
  hadFinished: [{ driver: ADA }],
  announcedInGame: [{ words: WHY }],
  penaltyHasBeenServed: [{ about: 'P-17', penalty: '5 s' }],
  penaltyHasBeenWithdrawn: [{ about: 'P-17', penalty: '5 s' }],
  chatNotSaidInGame: [{ lines: 1 }, { lines: 12 }],
  chatNeedsRole: [{ name: ADA }],
  privateChannelIsClosed: [],
  channelWasClosed: [{ howLong: '12 h', reason: WHY }],
  cardFromElsewhere: [{ channel: '323456789012345678' }],
  cardsWait: [],
  newsToldLate: [
    { session: 'S-12', laps: 412, joined: 14, left: 1 },
    { session: 'S-12', laps: 1, joined: 0, left: 0 },
  ],
  chatToldLate: [{ lines: 1 }, { lines: 37 }],
  chatNotRelayed: [{ lines: 1 }, { lines: 12 }],

  // Answers on Discord.
  column: (['carId', 'name', 'laps', 'bestLap', 'car', 'guid', 'address', 'ballast', 'restrictor'] as const).map(
    (of) => ({ of }),
  ),
  serverState: (['running', 'starting', 'stopping', 'stopped', 'unknown'] as const).map((state) => ({ state })),
  startedAt: [{ time: WHEN }],
  pluginSilent: [],
  lastTrouble: [{ trouble: WHY }],
  trackTitle: [],
  driversTitle: [],
  sessionTitle: [],
  carsTitle: [],
  portsTitle: [],
  connectedOf: [{ connected: 3, slots: 24 }],
  connectedUnknown: [{ slots: 0 }, { slots: 1 }, { slots: 24 }],
  unknownTrack: [],
  noCars: [],
  minutesShort: [{ minutes: 30 }],
  timeIsUp: [],
  overAt: [{ time: WHEN }],
  driversUnknown: [],
  nobodyOnServer: [],
  driversOnServer: [{ drivers: 1 }, { drivers: 12 }],
  stillLoading: [],
  noSlots: [],
  slotCount: [{ slots: 1 }, { slots: 24 }],
  openSlot: [],
  reservedSlot: [],
  noSessions: [],
  sessionsTitle: [],
  runningSession: [],
  sinceTime: [{ time: WHEN }],
  lobbyLastAnswer: [{ answer: WHY }],
  lobbyHeartbeat: [{ time: WHEN, text: WHY }],
  lobbyNextAttempt: [{ time: WHEN }],
  lobbyStanding: (['off', 'stopped', 'unknown', 'registered', 'failed', 'lost'] as const).map((each) => ({
    server: NIGHT,
    standing: each,
  })),
  helpTitle: [],
  helpElsewhere: [{ places: [] }, { places: ['discord'] }, { places: ['discord', 'websocket', 'game'] }],
  resultTitle: [
    { session: NIGHT, final: false },
    { session: NIGHT, final: true, version: 2 },
  ],
  resultOpenAgain: [{ session: NIGHT, by: ADA, reason: WHY, version: 2 }],
  openedAgainBy: [{ by: ADA, reason: WHY }],
  resultElsewhereTitle: [{ session: NIGHT }],
  resultElsewhere: [{ as: 'S-13' }],
  nobodyClassified: [],
  penaltiesTitle: [],
  lapsBehind: [{ laps: 1 }, { laps: 2 }],
  lapsTakenOff: [{ laps: 1 }, { laps: 2 }],
  secondsAdded: [{ seconds: 5 }],
  didNotStart: [{ names: ADA }],
  noTime: [],
  disqualified: [],
  placesMoved: [{ from: 3, to: 5 }, { from: 3 }],
  resultSource: [
    { session: undefined, ownLaps: true },
    { session: 'S-12', ownLaps: false },
  ],
  finalBy: [{ by: ADA }],
  notFinalYet: [],
  ownPenaltiesTitle: [],
  noOwnPenalties: [],

  // Documents, and what is known of a contact.
  documentTitle: [{ number: 5, event: NIGHT }],
  documentSuperseded: [{ number: 5 }],
  documentReplaces: [{ number: 5 }],
  documentAfterAppeal: [{ by: ADA }],
  documentAppealAgainst: [
    { by: ADA, decision: 'P-17', document: undefined },
    { by: ADA, decision: 'P-17', document: 3 },
  ],
  documentAppealAnswer: [{ says: 'upheld' }, { says: 'inadmissible' }],
  documentDriver: [],
  documentSession: [],
  documentTime: [],
  documentFact: [],
  documentInfringement: [],
  documentDecision: [],
  documentReason: [],
  documentAppeal: [],
  documentContact: [
    { other: BOB, where: undefined, kmh: 38 },
    { other: BOB, where: 'T4', kmh: 38 },
  ],
  documentReport: [],
  documentNoticed: [],
  documentPenalty: [
    { penalty: '5 s', number: 17, carriedOut: undefined, instead: '' },
    { penalty: '5 s', number: 17, carriedOut: 'served', instead: WHY },
    { penalty: '5 s', number: 17, carriedOut: 'not served', instead: '' },
  ],
  documentWithdrawn: [{ penalty: undefined }, { penalty: 17 }],
  documentBy: [{ by: 'stewards' }, { by: 'automatic' }, { by: 'manager' }],
  listTitle: [{ session: NIGHT }],
  listIsEmpty: [],
  evidenceTitle: [],
  evidenceBefore: [],
  evidenceNoTelemetry: [],
  evidenceTouch: [
    ...PARTS.map((part) => ({ parts: [part, 'nose'] as const, cars: ['A', 'B'] as const })),
    { parts: ['tail', null], cars: ['A', 'B'] },
    { parts: [null, 'tail'], cars: ['A', 'B'] },
  ],
  evidenceOverlap: [
    { ...standing, axle: 'short' },
    { ...standing, axle: 'level' },
    { ...standing, axle: 'past' },
    { ...standing, axle: 'past', overlap: 'none' },
    { ...standing, axle: 'past', overlap: 'side by side', behindM: figure(-0.5) },
    { ...standing, axle: 'past', overlap: 'unclear' },
  ],
  evidenceOverlapUnclear: UNCLEAR.map((why) => ({ why })),
  evidenceUnclear: UNCLEAR.map((why) => ({ why })),
  evidenceNearest: [{ nearestM: figure(2.5) }],
  evidenceInCorner: [
    { corner: 'T4', moment: 'turn-in', said: WHY },
    { corner: 'T4', moment: 'apex', said: WHY },
  ],
  evidenceInside: [{ corner: 'T4', car: 'A', byM: figure(1.5) }],
  evidenceSpeedAtContact: ([undefined, 'steady', 'speeding up', 'slowing down'] as const).map((trend) => ({
    trend,
    kmh: 96,
    errorKmh: 4,
  })),
  evidenceSpeedsBefore: [
    {
      speeds: [
        { kmh: 182, errorKmh: 2, secondsBefore: 5 },
        { kmh: 170, secondsBefore: 1 },
      ],
    },
  ],
  evidenceApproach: [
    { ahead: { car: 'A' }, gapM: 24, gapErrorM: 1, closing: { kmh: 72, errorKmh: 3 } },
    { ahead: 'level', gapM: 24, gapErrorM: undefined, closing: 'steady' },
    { ahead: { unclear: 'no positions' }, gapM: 24, gapErrorM: 1, closing: 'not closing' },
    { ahead: { car: 'A' }, gapM: 24, gapErrorM: 1, closing: undefined },
  ],
  evidenceBraking: [
    { secondsBefore: figure(1.8), isAtContact: false, laterThanUsualM: figure(12), laps: 7 },
    { secondsBefore: figure(0.1), isAtContact: true, laterThanUsualM: figure(-12), laps: 7 },
    { secondsBefore: figure(0.1), isAtContact: true, laterThanUsualM: undefined, laps: 7 },
  ],
  evidenceConsequence: [
    { after: 'went on', stoodS: undefined, places: { from: 3, to: 5 }, timeLostS: figure(2.1) },
    { after: 'stood', stoodS: 6, places: undefined, timeLostS: figure(-2.1) },
    { after: 'stood', stoodS: undefined, places: undefined, timeLostS: undefined },
    { after: 'left', stoodS: undefined, places: undefined, timeLostS: undefined },
    { after: 'moved', stoodS: undefined, places: undefined, timeLostS: undefined },
  ],
  evidenceCaveat: [{ replay: undefined }, { replay: '12:34' }],
  placeBetween: [{ one: 'T4', other: 'T5' }],
  placeInPits: [],
  pictureShows: [
    { place: 'T4', a: '12', b: '7' },
    { place: undefined, a: '12', b: '7' },
  ],
  pictureSpeeds: [
    { letter: 'A', before: 143, at: 57, seconds: 2 },
    { letter: 'A', at: 57, seconds: 2 },
  ],
  pictureLegend: [{ before: 143, at: 57 }, { at: 57 }],
  pictureError: [{ metres: 0.7 }],

  // In the car.
  greeting: [],
  tooManyLines: [],
  andMore: [{ lines: 1 }, { lines: 12 }],
  helpInGame: [{ usage: 'me', about: WHY }],
  helpMoreInGame: [],
  serverInGame: (['running', 'starting', 'stopping', 'stopped', 'unknown'] as const).map((state) => ({
    name: NIGHT,
    state,
  })),
  takenInGame: [
    { connected: 3, slots: 24, session: NIGHT },
    { connected: 3, slots: 0 },
  ],
  nobodyInGame: [],
  driverInGame: [
    { carId: 5, name: ADA, laps: 7, loaded: true },
    { carId: 5, name: ADA, laps: 7, loaded: false },
  ],
  noSessionsInGame: [],
  sessionInGame: [
    { name: NIGHT, laps: 12, minutes: 0, active: true },
    { name: NIGHT, laps: 0, minutes: 30, active: false },
  ],
  lobbyInGame: (['off', 'stopped', 'unknown', 'registered', 'failed', 'lost'] as const).map((each) => ({
    standing: each,
    answer: WHY,
  })),
  beingSentAway: [
    { how: 'kicked', reason: WHY },
    { how: 'banned', reason: WHY },
  ],
  banStands: [
    { until: '2026-01-01 14:00 UTC', reason: WHY },
    { until: undefined, reason: '' },
  ],
  noPenaltiesInGame: [],
  placeInGame: [
    { position: 3, disqualified: false, name: ADA },
    { disqualified: true, name: ADA },
  ],
  adminGranted: [],
  spectatorGranted: [],
  extraInfoOn: [],
  extraInfoOff: [],
  linkBegun: [{ code: 'K7Q2' }],
  linked: [{ guid: '76561198000000001', name: ADA }],
  unlinked: [],
  notLinked: [],
  reportTaken: [{ incident: 3 }],
  reportForm: [],
  reportFormWords: [],
  reportFormLap: [],
  whoami: [
    {
      name: ADA,
      role: 'driver',
      proof: 'discord',
      link: { guid: '76561198000000001' },
      commands: 90,
      mayGive: 20,
      missing: ['steward', 'admin'],
    },
    { name: ADA, role: 'admin', proof: 'token', commands: 90, mayGive: 90, missing: [] },
    { name: ADA, role: 'steward', proof: 'open', commands: 90, mayGive: 80, missing: ['admin'] },
    {
      name: ADA,
      role: 'driver',
      proof: 'seat',
      link: { isLinked: false },
      commands: 90,
      mayGive: 20,
      missing: ['steward'],
    },
    {
      name: ADA,
      role: 'steward',
      proof: 'link',
      link: { isLinked: true },
      commands: 90,
      mayGive: 50,
      missing: ['admin'],
    },
    { name: ADA, role: 'driver', proof: 'password', link: {}, commands: 90, mayGive: 20, missing: ['steward'] },
  ],

  // Decisions, penalties, points.
  decision: [
    ...(['no further action', 'racing incident', 'withdrawn', 'served', 'not served'] as const).map((says) => ({
      says,
    })),
    ...penalties.map(({ type: says, amount }) => ({ says, amount, laps: 2 })),
  ],
  otherDecided: [],
  incidentReason: [
    { number: 3, others: [BOB], lap: 4, reason: WHY },
    { number: 3, others: [], lap: undefined, reason: '' },
    { number: 3, others: [BOB, ADA], lap: undefined, reason: '' },
    { number: 3, others: [BOB, ADA, BOB, ADA, BOB], lap: 4, reason: '' },
  ],
  noticeWithTask: [
    { notice: WHY, type: 'drive-through', amount: 0 },
    { notice: WHY, type: 'stop-and-go', amount: 10 },
    { notice: WHY, type: 'time', amount: 5 },
  ],
  noticeOfEarlier: [
    { id: 12, name: NIGHT, date: '2026-03-14', notice: WHY },
    { id: 12, name: '', date: undefined, notice: WHY },
  ],
  licencePoints: [{ amount: 1 }, { amount: 6 }],
  licenceLine: [
    { name: ADA, amount: 1 },
    {
      name: ADA,
      amount: 6,
      reached: { points: 5, consequence: WHY },
      next: { points: 8, consequence: WHY },
    },
  ],
  pointsEntry: [
    { number: 17, penalty: 17, says: 'time', size: 5, amount: 2, event: NIGHT, infringement: WHY },
    { number: 17, penalty: 17, says: 'drive-through', laps: 2, amount: 2, event: NIGHT, infringement: '' },
  ],
  pointsEventsLeft: [{ events: 0 }, { events: 1 }, { events: 4 }],
  pointsUntil: [{ time: WHEN }],
  licencesTitle: [],
  noLicencePoints: [],
  penalty: penalties,
  penaltyFor: penalties.map((each) => ({ ...each, name: ADA })),
  penaltyState: [
    ...STATES.map((state) => ({ state })),
    { state: 'serving', lapsLeft: 1 },
    { state: 'serving', lapsLeft: 2 },
    { state: 'converted', convertedInto: 18 },
  ],
  warningCount: [
    { infraction: 'cut', warnings: 2 },
    counted,
    { ...counted, warnings: 0 },
    { ...counted, warnings: 3 },
    { ...counted, warnings: 4, infraction: 'car contact' },
    { ...counted, infraction: 'wall contact' },
  ],
  infractionCounted: [
    { infraction: 'cut', warnings: 2, lap: 7 },
    { ...counted, lap: 7, sectors: [2] },
    { ...counted, warnings: 5, lap: 7, sectors: [1, 3] },
  ],
  driverWarned: [{ reason: '' }, { reason: WHY }, { reason: 'x (y)' }],
  driverReprimanded: [{ reason: '' }, { reason: WHY }],
  driverPenalised: penalties.flatMap((each) => [
    { ...each, number: 17, state: 'serving' as const, lapsLeft: 2, reason: WHY },
    { ...each, number: 17, state: 'issued' as const, lapsLeft: 1, reason: '' },
  ]),
  penaltyServed: [{ number: 17 }],
  penaltyWithdrawn: [{ number: 17 }],
  penaltyConverted: [{ number: 17, convertedInto: 18 }],
  penaltyDue: [0, 1, 2].map((lapsLeft) => ({ number: 17, type: 'drive-through' as const, lapsLeft })),
  penaltyAnnounced: [
    { type: 'drive-through', driver: told },
    { type: 'disqualification', driver: { ...told, hasNamesake: false } },
    { type: 'stop-and-go', driver: { ...told, name: '' } },
  ],
  infractionInLap: [
    { infraction: 'cut', warnings: 1, lap: 3 },
    { infraction: 'wall contact', warnings: 2, lap: 3, sectors: [1, 2] },
    { infraction: 'car contact', warnings: 0, lap: 3 },
  ],
  raceBegan: [],
  carried: [],
  lapDriven: [{ lap: 7 }],
  neverCalledServed: [],
  raceStarted: [{ race: NIGHT }, { race: '' }],
  resultFinal: [],
  leftServer: [],
  managersCause: [{ cause: 3 }, { cause: 'cut' }],
  otherNotServed: penalties.map((each) => ({ ...each, number: 17 })),
  otherUnservable: WHYS.map((why) => ({ type: 'drive-through' as const, amount: 0, laps: 2, number: 17, why })),
  otherServed: [{ number: 17 }],
  otherWithdrawn: [{ number: 17 }],
  notCarriedOut: [{ why: WHY }],
  sessionLength: [
    { laps: 1, minutes: 0 },
    { laps: 12, minutes: 0 },
    { laps: 0, minutes: 30 },
  ],
  sessionNext: [{}, { next: 'on' }, { next: 'off' }, { next: { laps: 12, minutes: 0 } }],
};

/** What people and files say in these: free words, which are in every language's text as they are. */
export const FREE_WORDS: readonly string[] = [ADA, BOB, WHY, WHEN, NIGHT];

/** A name as long as a card shows it, with whatever acts in Discord or in the game. */
const NUISANCE = '@everyone `x` **Ünal** [a](b) /kick !me ł 你好 <@1>'.padEnd(60, 'W');

/** The same parameters with the worst and the longest that each can be. */
export function worst(params: unknown): unknown {
  if (typeof params === 'string') return FREE_WORDS.includes(params) && params !== WHEN ? NUISANCE : params;
  if (Array.isArray(params)) return params.map(worst);
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, large(key, worst(value))]));
}

/** Numbers that grow with a season. */
const GROWING: ReadonlySet<string> = new Set([
  'number',
  'penalty',
  'incident',
  'id',
  'convertedInto',
  'decision',
  'document',
]);

const large = (key: string, value: unknown): unknown =>
  GROWING.has(key) && typeof value === 'number' ? 99_999 : value;
