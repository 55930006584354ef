/** What each function that a command can reach does, and a record of those that were called. */
import type { App, Server } from '../../src/command/app.ts';
import type { Effect } from '../../src/command/effects.ts';

type Does = Effect | 'reads' | 'by its arguments';

/** Each function of an object, and what it does. A new function without an entry does not compile. */
type Deeds<T> = {
  readonly [K in keyof T as T[K] extends string ? never : K]: T[K] extends (...args: never) => unknown
    ? Does
    : Deeds<T[K]>;
};

const SERVER: Deeds<Server> = {
  view: 'reads',
  info: 'reads',
  drivers: 'reads',
  sessions: 'reads',
  lossOfStopping: 'reads',
  start: 'starts or stops the server',
  stop: 'starts or stops the server',
  restart: 'starts or stops the server',
  configuration: {
    sessions: 'reads',
    setSession: 'changes the configuration',
    setTime: 'changes the configuration',
  },
  board: { order: 'reads' },
  carryOver: {
    question: 'reads',
    restart: 'decides about a driver',
    keep: 'decides about a driver',
    drop: 'decides about a driver',
  },
  calendar: {
    newest: 'reads',
    get: 'reads',
    showEvent: 'reads',
    whatContinues: 'reads',
    startEvent: 'changes the calendar',
    endEvent: 'changes the calendar',
    continueRace: 'changes the result',
  },
  grid: {
    entries: 'reads',
    order: 'reads',
    stage: 'changes the grid',
    move: 'changes the grid',
    save: 'changes the grid',
    undo: 'changes the grid',
  },
  lobby: { info: 'reads', restart: 'registers in the lobby' },
  tracker: {
    info: 'reads',
    lossOfStopping: 'reads',
    start: 'starts or stops the tracker',
    stop: 'starts or stops the tracker',
    restart: 'starts or stops the tracker',
  },
  control: {
    bans: 'reads',
    findBans: 'reads',
    costOfBan: 'reads',
    costOfKick: 'reads',
    lossOfNextSession: 'reads',
    lossOfRestart: 'reads',
    kick: 'sends away',
    forceKick: 'sends away',
    ban: 'sends away',
    unban: 'lifts a ban',
    pm: 'speaks in the game',
    say: 'speaks in the game',
    setBallast: 'changes a car',
    setRestrictor: 'changes a car',
    nextSession: 'changes the session',
    restartSession: 'changes the session',
    nextWeather: 'changes the weather',
    spectate: 'changes the view',
  },
  appeals: {
    appeal: 'reports to the stewards',
    answer: 'by its arguments',
    appealable: 'reads',
    list: 'reads',
    termOf: 'reads',
  },
  points: { areCounted: 'reads', all: 'reads', of: 'reads' },
  rights: {
    has: 'reads',
    login: 'proves a right',
    forget: 'proves a right',
    forgetEveryone: 'proves a right',
  },
  penalties: {
    list: 'reads',
    page: 'reads',
    fileOf: 'reads',
    questionBefore: 'reads',
    disqualified: 'reads',
    check: 'reads',
    confirmed: 'decides about a driver',
    give: 'by its arguments',
    giveEach: 'by its arguments',
    clear: 'decides about a driver',
    served: 'decides about a driver',
    notServed: 'decides about a driver',
  },
  results: {
    show: 'reads',
    openIssues: 'reads',
    finalise: 'changes the result',
    reopen: 'changes the result',
    export: 'changes the result',
  },
  incidents: {
    list: 'reads',
    show: 'reads',
    ofDecision: 'reads',
    people: 'reads',
    peopleIn: 'reads',
    infringements: 'reads',
    questionBefore: 'reads',
    confirmed: 'decides about a driver',
    decide: 'by its arguments',
    replace: 'by its arguments',
    take: 'handles an incident',
    post: 'handles an incident',
    open: 'handles an incident',
    merge: 'handles an incident',
    split: 'handles an incident',
    report: 'reports to the stewards',
  },
  desk: { list: 'reads', next: 'reads', leftOn: 'reads', settle: 'decides about a driver' },
  judging: {
    awaiting: 'reads',
    confirm: 'decides about a driver',
    reject: 'decides about a driver',
  },
  extraInfo: {
    optIn: 'changes what a car is told',
    optOut: 'changes what a car is told',
    hear: 'changes what a car is told',
  },
};

const APP: Deeds<Omit<App, 'servers'>> = {
  links: {
    guidOf: 'reads',
    userOf: 'reads',
    isOfRoster: 'reads',
    begin: 'links an account',
    redeem: 'links an account',
    unlink: 'links an account',
  },
  upkeep: {
    checks: 'reads',
    plan: 'reads',
    makeChannels: 'sets up Discord',
    makeRoles: 'sets up Discord',
    take: 'sets up Discord',
    undo: 'sets up Discord',
    testCard: 'sets up Discord',
  },
  roster: { reload: 'changes the roster' },
  discussions: { open: 'handles an incident' },
  pictures: { draw: 'reads' },
  privacyWarnings: 'reads',
  shutdown: 'ends Pitwall',
};

/** What was done, in order. Reads are left out. */
export class Recorder {
  readonly done: Effect[] = [];

  server(server: Server): Server {
    return this.#watched(server, SERVER);
  }

  app(app: App): App {
    return this.#watched(app, APP);
  }

  #watched<T extends object>(thing: T, deeds: object): T {
    return new Proxy(thing, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        const does: unknown = Reflect.get(deeds, name);
        if (typeof value === 'function' && typeof does === 'string') {
          return (...args: unknown[]) => {
            this.done.push(...effectsOf(does, args));
            return Reflect.apply(value, target, args);
          };
        }
        return typeof value === 'object' && value !== null && typeof does === 'object' && does !== null
          ? this.#watched(value, does)
          : value;
      },
    });
  }
}

function effectsOf(does: string, args: readonly unknown[]): Effect[] {
  if (does === 'reads') return [];
  if (does !== 'by its arguments') return [does as Effect];
  return /"(?:type|outcome)":"kick"/.test(JSON.stringify(args))
    ? ['decides about a driver', 'sends away']
    : ['decides about a driver'];
}
